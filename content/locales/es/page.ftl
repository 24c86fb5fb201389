# /report: cómo se pide, y la hoja para el fisio.

### En el chat

command-report = Una hoja para tu fisio
help-page = /report hace una hoja para un fisio.
page-ask =
    <b>Una hoja para tu fisio</b>
    Muestra tus respuestas, tus ejercicios y cómo han ido. Es un PDF para imprimir o enviar.
page-ask-name = Escribe un nombre para ponerlo, o déjalo sin nombre. Solo va en esta hoja.
button-page-nameless = Sin nombre
page-paper-a4 = A4
page-paper-us-letter = Carta (EE. UU.)
page-paper-chosen = ✓ { $name }
page-comes = ✓ Tu hoja viene abajo.
page-here = Tu hoja. Tiene datos de salud: dásela solo a gente de confianza.
page-closed = Sin hoja, entonces. /report la trae cuando quieras.
page-nothing = Aún no hay nada que poner en una hoja. Viene con tu resultado, tras las preguntas.
hint-page-name = Un nombre puede tener { $most } letras como mucho. Escribe uno más corto.

### La hoja: arriba

page-title = Isquios tensos: una hoja para el fisio
page-subtitle = Autocuidado por chat. Todo lo ha contado la persona. Nadie la ha explorado.
page-period = { $first } a { $last }
page-name = Nombre
page-goal = Meta, en sus palabras
page-footer = Hecha el { $day } con las respuestas de la persona. Sin exploración; no es un diagnóstico ni consejo médico.

page-date = { $day } { $month ->
        [1] ene
        [2] feb
        [3] mar
        [4] abr
        [5] may
        [6] jun
        [7] jul
        [8] ago
        [9] sep
        [10] oct
        [11] nov
       *[12] dic
    } { $year }
page-unknown = –
page-sides = I { $left } · D { $right }
page-then = { $first } { $rest }
page-more = y { $n } más
page-of = { $n } de { $of }
page-percent = { $n } %
page-was = al principio: { $value }
page-was-none = solo una vez hasta ahora
page-tile-done = Sesiones hechas
page-tile-partly = { $n } de ellas en parte
page-tile-pain = Dolor en la última sesión
page-tile-goal = Meta, 0-10
page-tile-bend = Dedos al suelo
page-tile-none = sin datos aún
page-worst = el peor hasta ahora: { $n }

### Lo que vale la pena preguntar

page-asks = Vale la pena preguntar
page-asks-none = Nada llamó la atención según las reglas de esta hoja.
page-ask-held = Los ejercicios están parados y nadie lo ha visto aún: { $signs }
page-ask-worse = { $name }: { $old } al principio, { $new } ahora. Es claramente peor.
page-ask-red = Luz roja tras { $n ->
        [one] { $n } sesión
       *[other] { $n } sesiones
    }, la última el { $day }. Rojo es un dolor de { $pain } o más, o una mañana mucho peor.
page-ask-tingling = El hormigueo fue peor en { $n ->
        [one] { $n } sesión
       *[other] { $n } sesiones
    }, la última el { $day }.
page-ask-tingling-stays = El hormigueo seguía { $n ->
        [one] { $n } mañana
       *[other] { $n } mañanas
    } después, la última tras el { $day }.
page-ask-am_stiff = Espalda o caderas rígidas más de 30 minutos cada mañana.
page-ask-irritable = El hormigueo tarda más de 10 minutos en irse.
page-ask-tingling_below_knee = El hormigueo llega a menudo a la pantorrilla o al pie.
page-ask-no-gain = Ninguna mejora clara en las últimas { $n } revisiones.
page-ask-sides = Los lados son distintos. { $name }: { $value }.
page-ask-hurts = { $move }: { $n } veces fue el ejercicio que dolió.
page-ask-rests = { $move } descansa hasta el { $day }.
page-ask-care = En la lista de salud: { $signs }
page-ask-little = Se hicieron { $kept } de { $planned } sesiones en los últimos { $days } días.

### Seguridad

page-safety = Preguntas de seguridad
page-class = { $cls ->
        [emergency] Clase: pedir ayuda ya. Los ejercicios están parados.
        [clinician_first] Clase: que lo vean antes. Los ejercicios están parados.
        [care] Clase: cuidado. Ejercicios más suaves, y algunos fuera.
       *[ok] Clase: ninguna señal que pare los ejercicios.
    }
page-no-sign = No se marcó ninguna señal de las 3 listas.
page-cards-asked = Las señales urgentes se volvieron a preguntar el { $day }.
page-card = { $card ->
        [none] { "" }
       *[other] Lista { $card }:{ " " }
    }
page-sign-stands = { page-card }{ $sign }. Para los ejercicios desde el { $day }.
page-sign-cleared = { page-card }{ $sign }. La vieron; resuelto el { $day }.
page-sign-noted = { page-card }{ $sign }.
page-sign-onset_sudden = Empezó de golpe
page-sign-pain_now = Dolor alto al preguntar
page-sign-pain_worst = Dolor máximo muy alto en 7 días
page-sign-pause-pain = Dolor de 8 o más en un informe
page-sign-pause-two-red = Dolor fuerte 2 veces en 3 sesiones
page-sign-pause-tingling = Hormigueo peor 3 veces seguidas
page-sign-pause-tingling-stays = Hormigueo peor, y seguía a la mañana siguiente
page-sign-pause-card = Una señal para que la vean antes

### Lo que indican las respuestas

page-scores = Lo que indican las respuestas
page-scores-name = Parte
page-scores-score = 0-100
page-scores-level = Nivel
page-scores-answers = Las respuestas que más pesan
page-scores-note = Más es más frenado. Los números ordenan los ejercicios; no miden nada.
page-scores-few = se preguntó muy poco
page-scores-none = ninguna respuesta dio puntos
page-score = { $n } (antes { $was })
page-level-low = bajo
page-level-moderate = medio
page-level-high = alto
page-answer = { $name }: { $value }
page-name-nerve = Lo libre que se mueve el nervio ciático
page-name-length = Fuerza con el músculo largo
page-name-posture = Tiempo con las rodillas dobladas
page-name-hip_ext = Pierna atrás
page-name-knee_flex = Talón arriba
page-name-rotation = Giro del pie
page-name-pelvis = Inclinarse y aguantar

### Al principio y ahora

page-gains = Al principio y ahora
page-gains-name = Medida
page-gains-change = Cambio
page-gains-counts = Cuenta como cambio
page-gains-note = { $n } revisiones hasta ahora. Todo se probó en casa, sin ayuda.
page-gains-none = Una revisión hasta ahora. La próxima dirá qué ha cambiado.
page-measure-q_pain_now = Dolor ahora, 0-10
page-measure-q_pain_worst = Peor dolor en 7 días, 0-10
page-measure-q_goal_score = Meta, 0-10, más es mejor
page-measure-q_ftf = Dedos al suelo
page-measure-q_f1 = Pierna atrás, 0 es libre
page-measure-q_f2 = Talón arriba, 0 es libre
page-measure-q_f3 = Giro del pie, 0 es libre
page-measure-q_f4 = Inclinarse, 0 es firme
page-change-clear_better = claramente mejor
page-change-likely = seguramente mejor
page-change-small = paso pequeño, puede ser azar
page-change-small_worse = pequeño paso atrás, puede ser azar
page-change-error = dentro del error de medida
page-change-same = sin cambio
page-change-clear_worse = claramente peor
page-counts-q_pain_now = { $clear } puntos y { $percent } % (MCID, Farrar 2001)
page-counts-q_pain_worst = { $clear } puntos y { $percent } % (MCID, Farrar 2001)
page-counts-q_goal_score = { $clear } puntos (MDC90, Stratford 1995)
page-counts-q_ftf = { $clear } cm (MDC 4,5 cm, Ekedahl 2012)
page-counts-q_f1 = { $clear } puntos (sin MDC conocido)
page-counts-q_f2 = { $clear } puntos (sin MDC conocido)
page-counts-q_f3 = { $clear } puntos (sin MDC conocido)
page-counts-q_f4 = { $clear } puntos (sin MDC conocido)

### La práctica

page-chart-alt = Gráfico de dolor y sesiones, { $first } a { $last }. Los números están en las tablas.
page-plan = Plan
page-plan-none = Aún no ha empezado ningún plan.
page-plan-phase = { $phase }, desde el { $since }.
page-plan-week = { $days } días a la semana, { $minutes } minutos al día.
page-plan-state = { $state ->
        [held] Los ejercicios están parados ahora.
        [paused] La persona ha puesto el plan en pausa.
        [stopped] La persona ha parado todos los mensajes.
        [proposed] El plan se mostró, y no ha empezado.
       *[active] El plan está en marcha.
    }
page-plan-sessions = Sesiones contadas: { $done } hechas, { $partly } en parte, { $skipped } sin hacer.
page-moves = Ejercicios
page-moves-name = Ejercicio
page-moves-dose = Dosis
page-moves-done = Hecho, en parte, no
page-moves-percent = %
page-moves-pain = Dolor de la sesión
page-moves-note = En parte cuenta la mitad. El dolor se dijo de toda la sesión.
page-moves-none = Aún no se contó ninguna sesión.
page-moves-more = { $n ->
        [one] y { $n } ejercicio más
       *[other] y { $n } ejercicios más
    }
page-move-before = { $name } (antes)
page-move-done = { $done } / { $partly } / { $skipped }
page-move-pain = último { $last }, peor { $worst }{ $named ->
        [0] { "" }
        [one] ; dolió una vez
       *[other] ; dolió { $named } veces
    }
page-decisions = Decisiones, la última primero
page-decisions-day = Informe del
page-decisions-rule = Regla
page-decisions-why = Como lo leyó la persona
page-decisions-note = De D1 a D13 son reglas fijas. Deciden el dolor, el hormigueo y el esfuerzo.
page-decisions-none = Aún no se ha decidido nada.
page-decision-old = Una decisión antigua; sus palabras no se guardan.
