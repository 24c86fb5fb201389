# La revisión cada dos semanas, y qué ha cambiado desde entonces (clinical spec 8).
# Frases cortas, de tú, una idea por mensaje; palabras: véase bot.ftl.

again-offer =
    <b>Toca revisar</b>
    Ha pasado un tiempo. Unas preguntas y movimientos muestran qué ha cambiado. Son unos 4 minutos.
again-offer-last = Ahora va primero. Tus ejercicios esperan.
button-again-now = Vamos a ver
button-again-later = Más tarde
again-begun = Bien. Primero, tu seguridad.
again-later = De acuerdo. Te pregunto otra vez dentro de { $days ->
        [one] { $days } día
       *[other] { $days } días
    } o más.
again-closed = Esto puede esperar. Te preguntaré otra vez.
again-left = <i>{ $n ->
        [one] Queda 1 paso, más o menos
       *[other] Quedan unos { $n } pasos
    }</i>
again-health =
    <b>¿Ha cambiado tu lista de salud?</b>
    Por ejemplo, anticoagulantes, tus huesos, una prótesis o mareos.
again-list = Marca todo lo que te pasa ahora. Quita lo que ya no.
again-goal = Esto es lo que quieres recuperar: <b>{ $goal }</b>
again-skip = Saltar conserva tu última respuesta.
again-kept = ✓ Se queda tu última respuesta.
hint-again = Por favor, toca "Vamos a ver".

## What has changed

again-title = <b>Qué ha cambiado</b>
again-nothing = Esta vez no tengo nada que comparar.
again-eased = Los ejercicios de fuerza bajan un paso.
again-safety = Tu dolor subió. Por favor, mira otra vez las listas de seguridad.
again-not-fit = Puede que este plan no encaje contigo. Un fisioterapeuta puede probar cosas que yo no puedo.
again-now = <b>Qué señalan ahora tus respuestas</b>

# $old and $new: numbers. $way: up or down.
gain-clear-better = { $measure }: de { $old } a { $new }. Es un cambio real.
gain-likely = { $measure }: de { $old } a { $new }. Es probable que sea un cambio real.
gain-small = { $measure }: de { $old } a { $new }. Un paso pequeño; puede variar así de un día a otro.
gain-small-worse = { $measure }: de { $old } a { $new }. Un paso pequeño; puede variar así de un día a otro.
gain-error = { $measure }: de { $old } a { $new }. Está dentro del error al medir.
gain-same = { $measures }: sin cambios por ahora.
gain-scores = { $others ->
        [0] Tus puntuaciones
       *[other] Tus otras puntuaciones
    }: solo pasos pequeños, si los hay.
gain-clear-worse = { $measure }: de { $old } a { $new }. { $way ->
        [up] Subió, así que miramos por qué.
       *[down] Bajó, así que miramos por qué.
    }
gain-eases = { $measure }: de { $old } a { $new }. Subió, así que aflojamos y miramos por qué.

### $at: start = first in a sentence, otherwise in the middle.

measure-q_pain_now = { $at ->
        [start] Dolor ahora
       *[middle] dolor ahora
    }
measure-q_pain_worst = { $at ->
        [start] Peor dolor
       *[middle] peor dolor
    }
measure-q_goal_score = { $at ->
        [start] Tu meta
       *[middle] tu meta
    }
measure-q_ftf = { $at ->
        [start] Dedos al suelo
       *[middle] dedos al suelo
    }
measure-q_f1 = { $at ->
        [start] Prueba de pierna atrás
       *[middle] prueba de pierna atrás
    }
measure-q_f2 = { $at ->
        [start] Prueba de talón arriba
       *[middle] prueba de talón arriba
    }
measure-q_f3 = { $at ->
        [start] Prueba de giro del pie
       *[middle] prueba de giro del pie
    }
measure-q_f4 = { $at ->
        [start] Prueba de inclinación
       *[middle] prueba de inclinación
    }
measure-score = { $at ->
        [start] Puntuación para { $name }
       *[middle] puntuación para { $name }
    }
