# Preguntas y deseos en palabras sencillas, lo que no se puede leer, y lo que no se entiende.

## Kind words

asks-hello = ¡Hola! Qué bueno leerte.
asks-thanks = De nada.
asks-bye = Hasta pronto. Cuídate.
asks-ill = Que te mejores pronto. Descansar está bien, y tu plan espera.
asks-waits = Tus ejercicios de hoy te esperan.
button-todays-moves = Ejercicios de hoy

## About the bot, and what to expect

asks-about =
    Soy un programa con reglas fijas, sin IA. Ninguna persona lee esto.
    No soy médico, y no puedo examinarte. /privacy dice qué se guarda.
asks-sore =
    Un dolor de 0-3 al moverte está bien. Con 4-5, haz el ejercicio más pequeño. Con 6, déjalo.
    Para también si el hormigueo se queda. Cuéntamelo en tu registro, y tu plan se adapta.
asks-results =
    Cuenta con semanas, no días. Cada dos semanas revisamos qué ha cambiado.
    Entonces te digo qué dicen tus números.

## About the plan

asks-when-now = Tus ejercicios de hoy ya están aquí.
asks-often = { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana, a las { $time }.
asks-move = <b>{ $name }</b>
asks-no-moves = Ahora no te espera ningún ejercicio.
asks-not-today = No es uno de los ejercicios de hoy. Déjalo para otro día.
asks-not-yours = { $name }: no está en tu plan. Por ahora, tus respuestas no lo aconsejan.

## A new time or place

button-change-time = Cambiar la hora
clock-which = <b>¿Las { $early } o las { $late }?</b>
clock-kept = Desde ahora te escribo a las { $time }.
button-undo = ‹ Como antes: { $before }
button-other-time = Otra hora
button-other-zone = Otro lugar
undone = Como estaba antes.
here-ask =
    { $now }
    <b>¿Uso esa hora desde ahora?</b>
here-same = Ya tengo esa zona horaria: { $zone }. No guardo el lugar.
here-kept = Entonces nada cambia. No guardé el lugar.

## What cannot be read

media = { $what ->
        [sticker] Ese me hizo sonreír, pero solo puedo leer palabras.
        [gif] Buenos movimientos, pero solo puedo leer palabras.
        [dice] Buena tirada, pero solo puedo leer palabras.
        [game] No juego, pero puedo leer palabras.
        [voice] Aún no puedo escuchar. Por favor, escríbelo o toca un botón.
        [audio] Aún no puedo escuchar. Por favor, escríbelo o toca un botón.
        [video_note] No puedo ver videos. Por favor, escríbelo o toca un botón.
        [video] No puedo ver videos. Por favor, escríbelo o toca un botón.
        [photo] No miro imágenes, y no puedo valorar nada con ellas. Por favor, escríbelo.
        [document] No abro archivos. Por favor, escribe lo importante en pocas palabras.
        [poll] No participo en encuestas. Por favor, escríbelo o toca un botón.
        [contact] No guardo números de teléfono. Por favor, escríbelo o toca un botón.
        [edited] Me quedo con lo que enviaste primero. Para cambiar un registro, usa /correct.
        [edited_early] Me quedo con lo que enviaste primero. Para cambiar una respuesta, toca Atrás.
        [forwarded] Eso se escribió en otro lugar, así que no lo conté. Por favor, escríbelo tú.
        [story] No puedo abrir historias. Por favor, escríbelo o toca un botón.
        [paid] No acepto nada de pago. Por favor, escríbelo o toca un botón.
        [gift] Qué amable, pero no necesito regalos.
       *[other] Aún no puedo leer ese tipo de mensaje. Por favor, escríbelo o toca un botón.
    }

## Not understood again

again-example = Perdona, sigo sin entenderlo. Toca lo que encaje, o escríbelo así: { $example }
again-buttons = Perdona, sigo sin entenderlo. Sirve uno de los botones de abajo.
again-plan = Perdona, sigo sin entenderlo. Escribe por ejemplo "hecho 2", "¿a qué hora?" o "mis ejercicios".
again = Perdona, sigo sin entenderlo. Puedes escribir "ayuda", o /start para seguir.
again-worst = El peor dolor es { $now } o más, porque ahora es { $now }. Sirve un número de { $now } a 10.
again-number = Sirve cualquier número de { $min } a { $max }. Por ejemplo: { $min }.
again-step = De { $min } a { $max }, de { $step } en { $step }. Por ejemplo: { $min }.
again-ticked = Para decir "nada de esto", quita primero { $n ->
        [one] tu marca
       *[other] tus { $n } marcas
    }. O toca Seguir.
again-time-which = Por la mañana son las { $early }, por la tarde las { $late }. Por favor, escribe una de las dos.
again-text-long = Hazlo más corto, por favor. { $max ->
        [one] Cabe { $max } letra
       *[other] Caben { $max } letras
    }.
again-yes-no = Basta con un "sí" o un "no".
again-zone = Sigo sin encontrarlo. Escribe una capital cercana, por ejemplo Madrid, o UTC+2.
again-pause = Por ejemplo: "viernes", "5 de diciembre", "2 semanas". O toca cuánto tiempo.
again-consent = No puedo guardar respuestas sin tu permiso. Toca "Acepto" o "Ahora no".
again-legs = Las dos piernas, por favor, así: izquierda 3 derecha 5.
again-adults = Solo hablo con personas adultas. Tu familia y un profesional de la salud te pueden ayudar ahora.
again-stopped = Me pediste parar, y no te escribo. /start continúa cuando quieras.
again-reported = Tengo lo que me contaste antes. /correct lo cambia.
stuck = Te ayudo a seguir. { $asked ->
        [yes] Toca una respuesta abajo, o uno de los últimos botones.
       *[no] Con estos botones se sigue.
    }
example-text = atarme los zapatos
example-time = 18:00
example-range = 09:00-17:00
example-legs = izquierda 3 derecha 5
button-help = Ayuda
button-stop = Parar los mensajes

## A number by mistake

button-mistyped = Lo escribí mal
mistyped-ask = <b>¿Cuál fue el dolor más alto, de 0 a 10?</b>
    Dijiste { $pain }. Tus ejercicios siguen en pausa hasta que lo sepa.
mistyped-lifted = Entonces tus ejercicios continúan.
mistyped-stays = Gracias por decírmelo. Tus ejercicios siguen en pausa.
