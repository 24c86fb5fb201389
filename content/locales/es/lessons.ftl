# Lecciones cortas, solo texto, y cómo se presenta el bot. Textos de las lecciones: lessons.yaml.

## /learn

command-learn = Lecciones cortas, de 1 minuto
help-learn = En /learn hay lecciones cortas.
learn-title = <b>Lecciones cortas</b>
    Un minuto cada una. Toca una para leerla.
learn-progress = <i>{ $read ->
        [0] { $total } lecciones
       *[other] Leídas: { $read } de { $total }
    }</i>
# On a button, with the number before it and at most 34 letters in all.
learn-unread = { $n }. { $title }
learn-read = { $n }. { $title } (leída)
lesson-title = <i>Lección { $n } de { $total }</i>
    <b>{ $title }</b>
lesson-text = { $text }
lesson-sources = <b>Fuentes</b>
lesson-source = • { $citation }
button-sources = Fuentes
button-no-sources = Ocultar fuentes
button-next-lesson = Siguiente ›
button-all-lessons = ‹ Todas las lecciones
learn-closed = Cerrado. /learn abre otra vez las lecciones.
lesson-offer = <b>¿Una lección corta?</b>
    { $title } (se lee en un minuto)
button-read-lesson = Leerla
lesson-later = De acuerdo. Te espera en /learn.
# In a quiet tone, in the place of the offer.
lesson-line = Si quieres, en /learn hay una lección corta: { $title }

## Text only

setting-text_only = Solo texto
text-only-on = Sí
text-only-off = No
text-only-is-on = Solo texto está activado: sin efectos, emojis ni imágenes.
text-only-is-off = Solo texto está desactivado.

## Gains

again-gain = Un avance real desde la última vez. Se nota tu constancia.

## What Telegram shows of the bot: at most 512 and 120 letters

bot-description =
    ¿Notas siempre tensa la parte de atrás del muslo? Te pregunto por tus hábitos y cómo te mueves. Digo qué puede influir. Después envío unos ejercicios suaves al día, a tu hora. Cambian con lo que me cuentas.

    Para personas adultas. Sirve para cuidarte y aprender. No es un dispositivo médico ni da diagnósticos. No es para emergencias. /privacy dice qué se guarda.
bot-about = Unos ejercicios suaves al día, si notas tensos los muslos. Para que te cuides. Solo para adultos. No da diagnósticos.
