# Las respuestas vistas antes del resultado; /start otra vez, y empezar de cero; los ejercicios de /plan.
# Frases cortas, de tú, una idea por mensaje; palabras: véase bot.ftl.

## The review

review-title = <b>Repasa esto, por favor</b>
review-so-far = <b>Tus respuestas hasta ahora</b>
review-section = <b>{ $section }</b>
review-line = { $name }: { $value }
# Long lists of ticks: the first few, and how many more ($n).
review-ticks = { $first }; y { $n } más
review-how = ¿Está todo bien? Entonces toca el primer botón. Para cambiar algo, toca su parte.
review-how-so-far = Toca el primer botón para seguir. Para cambiar algo, toca su parte.
review-changed = Cambiado. Gracias.
button-review-done = Está bien, quiero verlo
button-review-back = ‹ Volver a mis respuestas
hint-review = Por favor, toca el primer botón, o la parte que quieres cambiar.
hint-review-line = No encuentro esa línea. Toca su número.

## /start again, in the intake

# $where: a section of the questions, or what stands open after them.
start-at = Hola de nuevo. { $where ->
        [safety] Íbamos por la pregunta { $n } de unas { $total }, sobre tu seguridad.
        [talk] Íbamos por la pregunta { $n } de unas { $total }, sobre tus piernas y tu día.
        [move] Íbamos por la pregunta { $n } de unas { $total }, las pruebas de movimiento.
        [setup] Íbamos por la pregunta { $n } de { $total } de los ajustes, sobre tu plan.
        [later] Ahora vienen las pruebas de movimiento.
        [review] Estábamos repasando tus respuestas.
        [result] Tu resultado está preparado.
        [zone] Ya solo necesito tu zona horaria.
       *[proposed] Tu plan está preparado para empezar.
    }

## /start again, with a plan

# $ready: yes = moves of today wait to be done; asked = a report is half told.
start-plan = Hola de nuevo. { $ready ->
        [asked] Queda una pregunta por responder.
        [yes] Aquí están tus ejercicios de hoy.
       *[no] Tu plan está en marcha.
    }
start-paused = Hola de nuevo. Tu plan está en pausa.
button-start-on = Continuar
button-change-answers = Cambiar mis respuestas
button-start-over = Empezar de cero

## Starting over

# $plan: yes = there is a plan.
over-ask =
    <b>¿Empezamos de cero?</b>
    • Se van tus respuestas{ $plan ->
        [yes] {" "}y tu plan.
       *[no] .
    }
    • Se quedan tu permiso, tu zona horaria y tus registros anteriores.
    • También se queda lo que hay que revisar con un profesional de la salud.
    Después te pregunto todo desde el principio, primero la seguridad.
button-over-yes = Sí, de cero
button-over-no = No, quedármelo todo
over-begun = Hecho. Empezamos de nuevo, con tu seguridad.
over-kept = Todo se queda. No ha cambiado nada.
over-closed = ✓ Cerrado.
over-stop = Ahora no puedes empezar de cero. Primero hay que aclarar esto.
over-cards = Primero van tus listas de seguridad. Después puedes empezar de cero.

## The moves of /plan

plan-moves-title = <b>Tus últimos ejercicios</b>
plan-move = • { $name }: { $dose }

## What has changed, in groups

gains-better = <b>Mejor</b>
gains-same = <b>Más o menos igual</b>
gains-worse = <b>Peor</b>
