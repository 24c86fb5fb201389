# Cada frase de la charla que no es pregunta, opción ni ejercicio.
# Frases de menos de 15 palabras si se puede, 18 como mucho; una idea por mensaje; de tú.
# Se puede usar <b>negrita</b> y <i>cursiva</i>. Botones: hasta 34 caracteres.
#
# Las mismas palabras en todas partes:
#   move = ejercicio; session = sesión; report = registro; load day = día de fuerza;
#   movement day = día de movimiento; gentle day = día suave; rest day = día de descanso;
#   hamstrings = isquiotibiales, la primera vez "los músculos de atrás del muslo";
#   nerve slider = deslizamiento del nervio; sitting break = pausa activa;
#   tingling = hormigueo; set = serie; rep = repetición; score = puntuación;
#   leg back = pierna atrás; heel up = talón arriba; shin turn = giro del pie;
#   bow = inclinación; clinician = profesional de la salud; doctor = médico;
#   tap = toca; one step easier = un paso más fácil; weekly tip = consejo de la semana.
# Nada que dé género a quien lee: "sin levantarte", no "sentado"; "cuando quieras", no "listo".
# Los días de la semana van en minúscula y sin artículo; el artículo lo pone la frase.

## The door

welcome =
    <b>Hola. Soy Unhamstrung.</b>
    Ayudo con los isquiotibiales que siempre se notan tensos. Son los músculos de atrás del muslo. Te pregunto por tus hábitos y cómo te mueves. Después digo qué parece influir, y por qué. Cada día envío unos ejercicios suaves a tu hora. Cambian con lo que me cuentas.
# Shown folded with every result, and in full at the start and in /help.
disclaimer-folded = <blockquote expandable>{ disclaimer }</blockquote>
disclaimer =
    <b>Ten en cuenta</b>
    • Soy para personas adultas. Sirvo para cuidarte y aprender.
    • No soy un dispositivo médico. No doy diagnósticos ni tratamientos.
    • No puedo examinarte. Ninguna persona vigila este chat.
    • No sirvo para emergencias. ¿Adormecimiento nuevo entre las piernas, problemas de vejiga, una pierna débil, dolor en el pecho? Detente y busca ayuda.
    • Mi plan se basa en dos artículos públicos y en estudios. Sus autores no participan en este bot.
    • /privacy dice qué se guarda. /erase lo borra.
consent-thanks = Gracias. Primero, unas líneas sobre tu seguridad.
consent-declined =
    Está bien. No he guardado ninguna de tus respuestas. Vuelve cuando quieras.
not-offered =
    Solo soy para personas adultas, así que paro aquí. Por favor, enseña tus piernas a tu familia y a un profesional de la salud. Te pueden ayudar mejor que yo. No he guardado ninguna de tus respuestas.
welcome-back = Hola de nuevo. Seguimos donde lo dejaste.

## Asking

progress = <i>Pregunta { $n } de unas { $total }</i>
progress-setup = <i>Ajustes: { $n } de { $total }</i>
question = <b>{ $ask }</b>
question-help = { $help }
question-why = <i>Por qué pregunto: { $why }</i>
move-stop = Detente si duele más de 4 sobre 10.
lr-left = Toca un número para la pierna <b>izquierda</b>. O escribe: izquierda 3 derecha 5.
lr-right = Izquierda: { $left }. Ahora toca uno para la pierna <b>derecha</b>.
option-listed = { $n }. { $label }
option-ticked = ☑ <b>{ $n }. { $label }</b>
tick-on = ☑ { $label }
tick-off = { $label }
answered = ✓ { $answer }
answer-skipped = Sin responder
answer-none = Nada de esto
answer-more = { $first }; { $rest }
answer-lr = Izquierda { $left }, derecha { $right }
# $of: the question, where the unit goes by the number.
answer-unit = { $of ->
        [q_sit_hours] { $n ->
            [one] { $n } hora al día
           *[other] { $n } horas al día
        }
        [q_days] { $n ->
            [one] { $n } día
           *[other] { $n } días
        }
       *[other] { $n } { $unit }
    }
moved-down = Te lo pregunto otra vez abajo ↓
question-closed = Esa pregunta está cerrada.
single-progress = <i>{ $n } de { $total }</i>

suggest-q_goal = atarme los zapatos | correr 5 km | ver una película entera
suggest-q_time = 07:00 | 08:00 | 12:00 | 17:00 | 18:00 | 19:00 | 20:00 | 21:00
suggest-q_work = 08:00-16:00 | 09:00-17:00 | 10:00-18:00
suggest-q_ftf = 0 | 2 | 5 | 8 | 10 | 12 | 15 | 18 | 20 | 25 | 30 | 40

button-agree = Acepto
button-not-now = Ahora no
button-privacy = Privacidad
button-start = Empezar
button-wrong-age = Toqué la edad equivocada
button-back = ‹ Atrás
button-why = ¿Por qué?
button-skip = Saltar
button-none = Nada de esto
button-unsure = No sé
button-continue = Seguir
button-same-both = Igual en las dos piernas
button-yes = Sí
button-no = No
button-close = Cerrar
button-location = 📍 Usar mi ubicación

## What was not clear

hint-consent = Por favor, toca primero "Acepto". Después podré escucharte.
hint-buttons = Por favor, usa los botones de abajo.
hint-stopped = No puedo seguir hasta resolver esto. Por favor, toca lo que encaje.
hint-pick = No lo encuentro en la lista. Toca una línea o escribe su número.
hint-pick-many = No lo encuentro en la lista. Toca lo que encaje o escribe los números: 1, 3.
hint-ticked = Marcaste { $n ->
        [one] 1 línea
       *[other] { $n } líneas
    }. Quita primero la marca, o toca Seguir.
hint-scale = Necesito un número de 0 a 10. Por ejemplo: 3.
hint-number-below = Es menos de lo que esperaba. Por favor, di un número de { $min } a { $max }.
hint-number-above = Es más de lo que esperaba. Por favor, di un número de { $min } a { $max }.
hint-number-step = Por favor, ve de { $step } en { $step }, de { $min } a { $max }.
hint-number-unreadable = Necesito un solo número de { $min } a { $max }{ $unit ->
        [0] .
       *[other] {" "}({ $unit }).
    }
hint-legs-unreadable = Necesito un número por pierna, de 0 a 10. Por ejemplo: izquierda 3 derecha 5.
hint-legs-one_side = ¿Y la otra pierna? Por ejemplo: izquierda 3 derecha 5.
hint-legs-below = Los números van de 0 a 10. Por ejemplo: izquierda 3 derecha 5.
hint-legs-above = Los números van de 0 a 10. Por ejemplo: izquierda 3 derecha 5.
hint-legs-step = Números enteros, por favor. Por ejemplo: izquierda 3 derecha 5.
hint-text-empty = Por favor, usa unas pocas palabras. Por ejemplo: atarme los zapatos.
hint-text-long = Eso tiene { $n ->
        [one] { $n } letra
       *[other] { $n } letras
    }. Por favor, usa { $max } como mucho.
hint-time = Necesito una hora del día. Por ejemplo: 18:00, o 6 de la tarde.
hint-time-which = ¿Son las { $early } o las { $late }? Por favor, escríbelo así: { $late }.
hint-range = Necesito dos horas. Por ejemplo: 09:00-17:00.
hint-worst = El peor dolor no puede ser menor que el de ahora, y ahora es { $now }. Prueba otra vez, por favor.
hint-zone = No conozco ese lugar. Prueba con una ciudad más grande cercana, o escribe UTC+2.
hint-yes-no = Por favor, responde sí o no.
hint-which_day = Por favor, toca hoy o ayer.
hint-which = Por favor, toca ejercicios o dolor.
hint-completion = Por favor, toca todos, algunos o ninguno.
hint-pain = Necesito un número de 0 a 10. Por ejemplo: 3.
hint-culprit = No encuentro ese ejercicio. Toca uno o escribe su número.
hint-tingling = Por favor, toca sin hormigueo, mejor, igual o peor.
hint-effort = Necesito un número de 0 a 10. Por ejemplo: 5.
cannot-tell = Eso no lo puedo saber. Solo puedo unir ejercicios con tus respuestas. Un profesional de la salud puede examinarte.
unclear = No te he entendido. /start empieza o continúa. /help explica más.
unclear-idle = No te he entendido. Puedes escribir "hecho 2" después de los ejercicios. /today los muestra. /help explica más.
apology = Perdona, algo ha fallado por mi parte. He guardado lo que enviaste, y tus respuestas están a salvo. Prueba otra vez dentro de un rato. Si es urgente, no me esperes: busca ayuda.
apology-not-kept = Perdona, algo ha fallado por mi parte. No he podido guardar lo que enviaste. Todo lo anterior está a salvo. Por favor, envíalo otra vez dentro de un rato. Si es urgente, no me esperes: busca ayuda.
came-late = Algo que enviaste antes falló por mi parte. Ya funciona otra vez. La charla siguió adelante, así que no lo he contado. Si aún importa, envíalo otra vez, por favor.
group-only-private = Solo hablo en chats privados. Por favor, escríbeme allí.
trouble-storing = Ahora me cuesta guardar respuestas. Tu mensaje no se ha perdido. Te respondo en cuanto pueda.

## Movement checks, now or later

fork = <b>¿Hacemos ahora las pruebas de movimiento (unos 4 minutos)? ¿O más tarde hoy?</b>
    Así tu plan se ajusta mejor a ti.
button-moves-now = Ahora
button-moves-in2 = En 2 horas
button-moves-in24 = Mañana
button-moves-never = Seguir sin ellas
moves-open = Usa una silla firme, sin ruedas. Ponte junto a una pared. Salta lo que no te parezca seguro.
moves-later = De acuerdo. Te pregunto otra vez dentro de { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }. O toca Ahora cuando quieras.
moves-meanwhile = Mientras tanto, un ejercicio suave: <b>{ $name }</b>.
step = { $n }. { $step }

## The result

result-title = <b>Qué señalan tus respuestas</b>
mention-am_stiff = Rigidez larga por la mañana: por favor, coméntalo con un médico.
mention-irritable = Hormigueo que dura más de 10 minutos: por favor, coméntalo con un médico.
mention-tingling_below_knee = Hormigueo que llega a menudo a la pantorrilla o al pie: por favor, coméntalo con un médico.
why-nerve = Por qué: nervio
why-length = Por qué: fuerza
why-posture = Por qué: rodillas
why-pelvis = Por qué: inclinación
why-hip_ext = Por qué: pierna
why-knee_flex = Por qué: talón
why-rotation = Por qué: pie
button-back-result = ‹ Volver al resultado
button-set-up = Preparar mi plan

zone-ask = <b>¿Dónde estás?</b>
    Escribe tu ciudad, o UTC+2, para que use tu hora.
zone-which = <b>¿Cuál es?</b>
zone-locate = Toca el botón debajo del campo de texto. Solo guardo tu zona horaria, nunca el lugar.
button-share-location = 📍 Compartir mi ubicación
zone-kept = Tu zona horaria: { $zone }. Allí son las { $time }.

## The plan

proposal =
    <b>Tu plan</b>
    { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana, a las { $time }. Solo sube si tus registros lo permiten. Cada dos semanas lo revisamos.
first-session = <b>Primera sesión</b>
before-first =
    <b>Antes de empezar</b>
    • Un dolor de 0-3 está bien. Con 4-5, haz el movimiento más pequeño. Con 6, o si el hormigueo se queda, detente.
    • Suelta el aire al hacer el esfuerzo. Antes, marcha en el sitio 1 minuto.
    • Cuenta con semanas, no días. Sigue caminando. No estires con fuerza si notas hormigueo.
button-accept = Empezar el plan
button-why-items = ¿Por qué estos?
button-back-plan = ‹ Volver al plan
accepted = Bien. Tu primera sesión es ahora. Ve a tu ritmo.
why-items = <b>Por qué estos ejercicios</b>

## The day

prompt = { $style ->
        [warm] Qué gusto verte.{" "}
        [quiet] Hoy:{" "}
       *[brief] {""}
    }{ $moves ->
        [0] { $style ->
            [quiet] no queda ningún ejercicio.
           *[other] Hoy no queda ningún ejercicio.
        }
        [one] { $style ->
            [quiet] { $moves } ejercicio.
           *[other] Aquí tienes tu ejercicio de hoy.
        }
       *[other] { $style ->
            [quiet] { $moves } ejercicios.
           *[other] Aquí tienes tus { $moves } ejercicios de hoy.
        }
    }
session-title = <b>{ $type ->
        [L] Día de fuerza
        [M] Día de movimiento
       *[G] Día suave
    }, { $minutes ->
        [one] { $minutes } minuto más o menos
       *[other] unos { $minutes } minutos
    }</b>
session-item = { $n }. <b>{ $name }</b>: { $dose }
dose-reps = { $sets ->
        [1] {""}
       *[other] { $sets } series de{" "}
    }{ $n ->
        [one] { $n } repetición lenta
       *[other] { $n } repeticiones lentas
    }{ $side ->
        [each] {" "}con cada pierna
        [alternate] , por turnos
       *[both] {""}
    }{ $extra ->
        [left] , 1 serie más con la izquierda
        [right] , 1 serie más con la derecha
       *[none] {""}
    }
dose-hold = { $sets ->
        [1] {""}
       *[other] { $sets } veces{" "}
    }{ $n ->
        [one] { $n } segundo
       *[other] { $n } segundos
    }{ $side ->
        [each] {" "}con cada pierna
        [alternate] , por turnos
       *[both] {""}
    }{ $extra ->
        [left] , 1 serie más con la izquierda
        [right] , 1 serie más con la derecha
       *[none] {""}
    }
button-checks = Hacer las pruebas saltadas
checks-done = Gracias. Tus próximas sesiones tienen en cuenta estas pruebas.
cue-care = De pie, agárrate a una silla. No llegues hasta el final del recorrido.
cue-hamstring_led = Deja que los muslos trabajen menos.
cue-belly_led = Deja que el vientre trabaje menos.
button-done = ✅ Hecho
button-partial = En parte
button-skipped = No lo hice
button-later = Más tarde
button-new = Algo nuevo
button-back-today = ‹ Volver a hoy
card-title = <i>{ $n } de { $total }</i>
    <b>{ $name }</b>
tempo-none = Respira despacio.
card-feel = <b>Se nota:</b> { $feel }
card-mistakes = <b>Evita:</b> { $mistakes }
card-stop = <b>Detente si</b> { $stop }
nudge = Un pequeño recordatorio.
prompt-closed = Tus ejercicios están más abajo ↓
prompt-gone = Estos ejercicios han cambiado con tus respuestas.
prompt-changed = Tus ejercicios han cambiado. Los nuevos están abajo ↓
reported = ✓ Registrado.
day-over = Ese día ya terminó. No pasa nada.
morning-closed = Esto era de la mañana. Ya no hace falta.
yesterday-closed = Ese registro ya está guardado. /correct lo cambia. Aquí tienes los ejercicios de hoy.
nothing-waits = Ahora ninguna sesión espera un registro. Gracias de todos modos.
break = Es hora de una pausa activa de un minuto.
break-move = <b>{ $name }</b>: { $dose }
snoozed = De acuerdo. Te lo recuerdo a las { $time }.
snooze-too-late = Hoy ya es tarde. Descansa bien. La próxima sesión llega según el plan.
rest-day = Hoy es día de descanso. Descansar también ayuda. Sigue caminando.
today-done = Ya tengo tu registro de hoy. Gracias.
next-session = Próxima sesión: { $ahead ->
        [0] hoy
        [1] mañana
       *[other] el { $weekday }
    } a las { $time }, { $type ->
        [L] un día de fuerza
        [M] un día de movimiento
       *[G] un día suave
    }.
going-on = Tu plan sigue en marcha.
not-yet = Eso llega cuando tengas un plan.
way-on-start = /start empieza o continúa.
way-on-resume = Tu plan está en pausa. /resume lo pone en marcha.

## The check-in

checkin-which_day = ¿Eso es de hoy o de ayer?
which_day-today = Hoy
which_day-yesterday = Ayer
checkin-which = ¿Quieres decir { $n ->
        [0] ningún ejercicio
        [one] { $n } ejercicio
       *[other] { $n } ejercicios
    }, o dolor { $n }?
which-moves = Ejercicios
which-pain = Dolor
checkin-completion = ¿Hiciste todos los ejercicios, algunos o ninguno?
completion-done = Todos
completion-partial = Algunos
completion-skipped = Ninguno
checkin-pain = <b>¿Y el dolor, de 0 a 10?</b>
    El más alto mientras te movías.
checkin-pain-ends = 0 = nada de dolor. 10 = el peor que puedas imaginar.
# On the same screen. $ticked: one of the three buttons below is.
checkin-pain-tingling = { $ticked ->
        [yes] Anoté el hormigueo. Ahora toca tu dolor.
       *[none] <b>¿Hubo hormigueo?</b> Di primero si es menos, igual o más que de costumbre. Si no hubo, toca solo tu dolor.
    }
# Three in a row: what tells them apart comes first, as phones cut the end.
pain-tingling-better = Menos hormigueo
pain-tingling-same = Hormigueo igual
pain-tingling-worse = Más hormigueo
checkin-culprit = <b>¿Qué ejercicio dolió más?</b>
culprit-unsure = No sé
checkin-tingling = <b>¿El hormigueo está mejor, igual o peor que de costumbre?</b>
    Toca "Sin hormigueo" si no hubo.
tingling-none = Sin hormigueo
tingling-better = Mejor
tingling-same = Igual
tingling-worse = Peor
checkin-effort = <b>¿Cuánto esfuerzo te costó la sesión?</b>
checkin-effort-ends = 0 = ningún esfuerzo. 10 = todo lo que puedo.
# The day, if it is not today, before what was understood.
echo-day = ✓ { $ago ->
        [0] { $said }
        [1] Ayer: { $said }
       *[other] El { $weekday }: { $said }
    }
echo = { $completion ->
        [done] Hecho
        [partial] Hecho en parte
        [skipped] Sin hacer
       *[none] Anotado
    }{ $pain ->
        [-1] {""}
       *[other] , dolor { $pain }
    }{ $tingling ->
        [better] , hormigueo mejor
        [same] , hormigueo como siempre
        [worse] , hormigueo peor
       *[none] {""}
    }

morning-pain = <b>Tras la sesión de ayer, ¿cómo está el dolor ahora, de 0 a 10?</b>
morning-tingling = <b>¿Sigue ahí el hormigueo de ayer?</b>
morning-doms = <b>¿Es un dolor sordo, en los dos muslos y sin hormigueo?</b>
morning-skipped = De acuerdo.
morning-thanks = Gracias. Eso ayuda a preparar tu próxima sesión.

## Safety

stop-emergency =
    <b>Esto puede ser grave. Busca ayuda ahora.</b>
    { $number ->
        [none] Llama al número de emergencias de tu zona
       *[other] Llama al { $number }, o al número de emergencias de tu zona
    }, o ve a urgencias de un hospital. No conduzcas tú. No esperes una respuesta aquí. He parado tus ejercicios.
stop-emergency-words =
    <b>Esto puede ser grave. Busca ayuda ahora.</b>
    { $number ->
        [none] Llama al número de emergencias de tu zona
       *[other] Llama al { $number }, o al número de emergencias de tu zona
    }, o ve a urgencias de un hospital. No conduzcas tú. No esperes una respuesta aquí.
stop-what = Lo que me dijiste: { $items }.
stop-clinician = Marcaste: { $items }. Por favor, haz que te lo revisen { $urgency ->
        [two_days] en un plazo de 48 horas, antes de
        [week] en un plazo de 1 semana, antes de
       *[start] antes de
    } empezar. Guardo tus respuestas. Avísame cuando te hayan atendido.
stop-clinician-words = Escribiste sobre esto: { $item }. Por favor, haz que lo revise un profesional de la salud.
stop-derived = Dijiste que { $answer }. Por favor, haz que te lo revisen { $urgency ->
        [two_days] en un plazo de 48 horas,
       *[week] en un plazo de 1 semana,
    } antes de empezar. Guardo tus respuestas. Avísame cuando te hayan atendido.
derived-onset_sudden = empezó de golpe
derived-pain_now = tu dolor es de { $n } sobre 10
derived-pain_worst = tu peor dolor fue de { $n } sobre 10
stop-pause = He puesto tus ejercicios en pausa porque { $reason }. Por favor, haz que te lo revisen en un plazo de 1 semana.
pause-pain = tu dolor fue de 8 o más
pause-two-red = tu dolor fue demasiado alto dos veces en 3 sesiones
pause-tingling = tu hormigueo empeoró 3 veces seguidas
pause-tingling-stays = tu hormigueo fue peor y aún seguía a la mañana siguiente
pause-card = marcaste una señal que hay que revisar
short-pause-pain = Tu dolor alto
short-pause-two-red = Tu dolor alto, dos veces en 3 sesiones
short-pause-tingling = Tu hormigueo que empeoró
short-pause-tingling-stays = Tu hormigueo que no se fue
short-pause-card = La señal que marcaste
short-onset_sudden = El comienzo de golpe
short-pain_now = Tu dolor
short-pain_worst = Tu peor dolor
crisis = { crisis-alone } Tus ejercicios quedan en pausa hasta que vuelvas a escribir.
crisis-alone =
    Siento mucho que estés pasando por algo tan duro. No tienes que pasarlo a solas. { $number ->
        [none] Si crees que podrías hacerte daño, llama ahora al número de emergencias de tu zona.
       *[other] Si crees que podrías hacerte daño, llama ahora al { $number }, o al número de emergencias de tu zona.
    } Díselo a alguien de confianza.
crisis-stopped = { crisis-alone } Por ahora, tus ejercicios siguen parados.
wrote-again = Me alegra que hayas escrito. { $where ->
        [program] /today muestra tus ejercicios cuando quieras.
        [intake] /start continúa cuando quieras.
       *[elsewhere] Aquí estoy cuando me necesites.
    }
wait-for-words = Aquí estoy. Escríbeme algo cuando quieras.
stop-over = ✓ Eso queda aclarado.
follow-up = <b>¿Ya te han atendido?</b>
button-seen = Ya me atendieron
button-not-yet = Todavía no
not-yet-heard = Anotado. Por favor, no esperes.
button-mistake = Lo marqué por error
item-ask = <b>¿Te pasa esto?</b>
    { $item }
item-said = <b>¿Es correcto?</b>
    Dijiste que { $item }.
item-worse = <b>¿Es nuevo, o está peor que cuando te atendieron?</b>
    { $item }
item-no = Bien. Entonces seguimos.
nothing-new = Nada nuevo. Qué bien.
weekly =
    <b>¿Algo nuevo?</b>
    ¿Zonas dormidas, vejiga o intestino, debilidad, hinchazón, una caída, dolor en el pecho, fiebre, un chasquido?
weekly-yes = Entonces veamos eso primero.
card-first = Esto va primero. Tus ejercicios esperan.
too-soon = Te puedo preguntar por eso mañana. ¿Aún no te han atendido, o va a peor? Busca ayuda ahora.
clear-examined = <b>{ $item }</b>
    ¿Lo ha examinado un profesional de la salud?
clear-fine = <b>{ $item }</b>
    ¿Te dijo que puedes hacer ejercicio con las piernas?
clear-now = <b>{ $item }</b>
    ¿Cómo está ahora?
clear-gone = Ya no está
clear-same = Sigue ahí
clear-worse = Peor
cleared = Gracias. Seguimos con suavidad, con dosis pequeñas.

## At any time

help-intake =
    <b>Ayuda</b>
    Toca un botón o escribe tu respuesta. "¿Por qué?" dice por qué pregunto. Puedes salir y volver.
help-commands =
    <b>Ayuda</b>
    Después de los ejercicios toca Hecho, o escribe "hecho 2" (el 2 es tu dolor).
    O pregunta sin más: "¿a qué hora?", "¿por qué estos?", "muéstrame el puente".
    /today muestra los ejercicios de hoy. /plan muestra la semana. /why dice por qué.
    /correct cambia tu último registro. /answers muestra lo que me contaste.
    /pause te da un descanso, /resume lo termina. /settings cambia hora y días.
help-data = /privacy dice qué se guarda. /stop termina todos los mensajes. /withdraw retira tu permiso. /erase lo borra todo.
plan-title = <b>{ $phase }</b>
phase-1 = Fase 1: calma y anclaje
phase-2 = Fase 2: las dos piernas juntas
phase-3 = Fase 3: piernas por turnos
phase-4 = Fase 4: cargar y mantener
plan-counted = Sesiones en esta fase: { $n }.
plan-week = <b>Los próximos 7 días</b>
plan-day = El { $weekday }: { $type ->
        [L] día de fuerza
        [M] día de movimiento
        [G] día suave
       *[rest] descanso
    }
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
date = { $weekday } { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }

settings-title = <b>Ajustes</b>
setting = { $name }: <b>{ $value }</b>
setting-q_time = Hora
setting-q_days = Días por semana
setting-q_minutes = Minutos al día
setting-q_style = Avisos
setting-zone = Zona horaria
setting-changed = Cambiado. Se nota desde la próxima sesión.
settings-closed = Los ajustes están cerrados.
pause-ask =
    <b>¿Cuánto tiempo hago la pausa?</b>
    Toca, o escribe un día: "viernes", "5 de diciembre", "2 semanas".
hint-pause = No he entendido el día. Puede ser hasta dentro de un año.
pause-days = { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
pause-open = Hasta que avise
paused-until = En pausa hasta el { $date }. /resume la termina antes.
pause-over = Tu pausa ha terminado. Qué bueno tenerte de vuelta.
pause-not = Entonces, sin pausa.
paused-open = En pausa. /resume empieza otra vez cuando quieras.
resumed = Hola de nuevo. Seguimos.
not-paused = Tu plan está en marcha.
stopped =
    He parado. No te enviaré más recordatorios. Tus respuestas se guardan hasta que las borres. Tras un silencio muy largo puedo borrarlas. Antes te escribo.
stopped-already = Ahora no te envío nada. /start empieza o continúa.
button-resume = Seguir otra vez
button-erase = Borrar mis datos

command-today = Ejercicios de hoy
command-plan = Tu semana
command-correct = Cambiar tu último registro
command-why = Por qué tu plan es así
command-answers = Ver y cambiar tus respuestas
command-pause = Hacer una pausa
command-resume = Seguir otra vez
command-stop = Terminar todos los mensajes
command-settings = Hora, días, minutos, zona
command-help = Cómo funciona
command-privacy = Qué se guarda
