# /export: cómo llega una copia de todos los datos guardados, y las palabras de sus archivos.

### En el chat

command-export = Una copia de todos tus datos
help-export = /export te envía una copia de tus datos.
button-export = Enviarme una copia
export-here =
    <b>Una copia de todo lo que se guarda sobre ti</b>
    Abajo llegan cuatro archivos. El JSON y las tablas lo tienen todo.
export-mind = Quien tenga tu teléfono puede abrirlos aquí. Guarda lo que necesites y luego borra estos mensajes.
export-file-summary = Para leer o imprimir: un resumen en PDF.
export-file-json = Todo, para otros programas: JSON.
export-file-csv = Todo en tablas, para una hoja de cálculo: un zip.
export-file-fhir = Lo que sirve a una clínica, para su programa: FHIR R4.
export-under-way = Tus archivos están en camino. En un minuto puedes pedir otra copia.
export-failed = Ahora no se pudo hacer este archivo. Escribe /export otra vez más tarde.

### Los archivos: palabras en todos ellos

export-about = Todo lo contó la persona, en un chat. Nadie la ha explorado. Es autocuidado, no un diagnóstico.
export-setting-zone = Zona horaria
export-setting-language = Idioma
export-setting-summary = Resumen semanal
export-setting-text_only = Solo texto
export-setting-details = Detalles en los avisos
export-setting-paused_until = En pausa hasta
export-setting-clinic = Llegó por el enlace de

### Las tablas

export-readme-head = Una copia de tus datos en tablas. Cualquier hoja de cálculo las abre.
export-readme-cells = Donde una celda empieza con un signo como = o +, va antes un apóstrofo. Así ninguna celda actúa como fórmula. En "stored" y "history" los datos están como los guarda el programa.
export-table-answers = tus respuestas, como cuentan ahora
export-table-scores = hacia dónde apuntan estas respuestas, de 0 a 100
export-table-assessments = tus respuestas y puntos de cada vez que se te preguntó
export-table-plan = tu plan de ahora
export-table-moves = los ejercicios de tu plan
export-table-sessions = cada sesión como se hizo, una línea por ejercicio
export-table-reports = lo que contaste de cada sesión
export-table-decisions = qué se decidió tras cada registro, y por qué
export-table-consents = cuándo dijiste que sí, y a qué texto
export-table-safety = señales de seguridad, y qué fue de ellas
export-table-settings = tus ajustes
export-table-messages = mensajes del bot de las últimas 48 horas
export-table-screens = qué mensaje de Telegram muestra cada pantalla
export-table-set_aside = lo que el programa no pudo tratar
export-table-history = cada fila de tu historial
export-table-stored = todos los demás campos que se guardan

### El resumen

export-title = Una copia de tus datos
export-made = Hecha el { $day } con todo lo que se guarda sobre este chat.
export-footer = Hecha el { $day } con lo que contó la persona. Sin exploración, no es un diagnóstico.
export-consents = Consentimiento
export-consent-when = Cuándo
export-consent-what = Qué
export-consent-version = Texto
export-consent-read = Leído en
export-consent-hash = Huella de las palabras
export-consent-given = dado
export-consent-withdrawn = retirado
export-question = Pregunta
export-answer = Respuesta
export-answers = Respuestas: { $about }
export-old = Respuestas a preguntas antiguas
export-reports = Registros, del más nuevo al más antiguo
export-day = Día
export-decisions-more = { $n ->
        [one] { $n } decisión anterior está
       *[other] { $n } decisiones anteriores están
    } en los otros archivos.
export-settings = Ajustes
export-none = ninguno
export-counts = También se guarda
export-count-chat = El número de este chat en Telegram: { $chat }
export-count-written = Escrito { $n ->
        [one] { $n } vez
       *[other] { $n } veces
    }, la última el { $at }
export-count-due = Cuándo el bot vuelve a tener algo que hacer en este chat: { $at }
export-count-history = { $n ->
        [one] { $n } fila
       *[other] { $n } filas
    } de historial
export-count-messages = { $n ->
        [one] { $n } mensaje
       *[other] { $n } mensajes
    } de las últimas 48 horas
export-count-aside = { $n ->
        [one] { $n } cosa
       *[other] { $n } cosas
    } que el programa no pudo tratar
export-count-unreadable = { $n ->
        [one] { $n } entrada
       *[other] { $n } entradas
    } en "{ $table }" que no se pudieron abrir
export-count-where = Todo esto está entero en el archivo JSON y en las tablas.
