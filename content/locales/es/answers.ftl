# Qué se respondió y registró, visto y cambiado después, y por qué el plan es como es.

## /answers

answers-title = <b>Tus respuestas: { $section }</b>
    <i>{ $n } de { $total }</i>
answers-how = Toca un número para cambiar esa respuesta, o escríbelo.
answers-line = { $n }. { $name }: <b>{ $value }</b>
answers-noted = Tu plan se adapta a tus respuestas.
button-back-answers = ‹ Volver a la lista
answers-closed = Tus respuestas están cerradas.
answers-open = sin preguntar aún
section-safety = seguridad
section-talk = tus piernas
section-move = pruebas de movimiento
section-setup = tu plan
button-section-safety = Seguridad
button-section-talk = Tus piernas
button-section-move = Pruebas
button-section-setup = Tu plan
edit-now = Ahora: <b>{ $value }</b>
edited = ✓ { $name }: <b>{ $new }</b>. Antes: { $old }.
edited-new = ✓ { $name }: <b>{ $new }</b>.
edit-scores-same = Tus puntuaciones se quedan como están.
# $to: the new level; same = it has not changed.
edit-score = { $name }: { $score ->
        [-1] no se sabe ahora
       *[other] { $score }
    }, { $was ->
        [-1] antes no se sabía
       *[other] antes { $was }
    }{ $to ->
        [low] . Ahora está en nivel bajo.
        [moderate] . Ahora está en nivel medio.
        [high] . Ahora está en nivel alto.
       *[same] .
    }
edit-care = Desde ahora vamos con cuidado. Algunos ejercicios descansan, y los más duros esperan.
edit-ok = Ahora no hace falta más cuidado. Los ejercicios más duros pueden llegar con el tiempo.
edit-more = De ahí sale una pregunta más.

label-q_age = Edad
label-q_rf_a = Señales urgentes
label-q_rf_b = Señales para revisar
label-q_rf_c = Lista de salud
label-q_side = Pierna tensa
label-q_duration = Desde cuándo
label-q_onset = Cómo empezó
label-q_pain_now = Dolor ahora
label-q_pain_worst = Peor dolor, 7 días
label-q_pain_where = Dónde duele
label-q_goal = Tu meta
label-q_goal_score = Qué tal te sale hoy
label-q_sit_hours = Horas en la silla
label-q_sit_unbroken = Más tiempo sin levantarte
label-q_sit_knees = Rodillas al sentarte
label-q_feet = Pies al sentarte
label-q_stiff = Rigidez tras sentarte
label-q_sleep = Cómo duermes
label-q_tingle = Hormigueo
label-q_tingle_where = Dónde sientes hormigueo
label-q_tingle_settle = Cuánto tarda en irse
label-q_cramp = Calambres
label-q_train = Tu entrenamiento
label-q_tempo = Al bajar el peso
label-q_stretch = Si estirar ayuda
label-q_shape = Postura de pie
label-q_walk = Cómo caminas
label-q_hipflex = Delante de la cadera
label-q_slump = Prueba encorvada
label-q_ankle = Prueba de punta arriba
label-q_f1 = Pierna atrás
label-q_f2 = Talón arriba
label-q_f3 = Giro del pie
label-q_f3_dir = Giro más difícil
label-q_f4 = Inclinación
label-q_f4_note = Qué mostró la inclinación
label-q_longbridge = Puente largo
label-q_ftf = Dedos al suelo
label-q_equip = Qué puedes usar
label-q_exp = Trabajo de fuerza
label-q_minutes = Minutos al día
label-q_days = Días por semana
label-q_time = Hora
label-q_style = Avisos
label-q_breaks = Pausas activas
label-q_work = Horas para las pausas
label-zone = Zona horaria

button-take-out = Quitar esta respuesta

## /correct

button-correct = ¿No es así? Cámbialo
button-correct-day = { $ago ->
        [0] Registro de hoy
        [1] Registro de ayer
       *[other] El { $weekday }
    }
correct-title = <b>{ $ago ->
        [0] Tu registro de hoy
        [1] Tu registro de ayer
       *[other] Tu registro del { $weekday }
    }</b>
correct-which = ¿Qué cambio?
correct-none = No hay ningún registro de hoy ni de ayer que cambiar. Los anteriores se quedan como están.
correct-later = Por favor, termina primero este registro. Después puedes cambiarlo.
correct-same = Eso ya lo tengo así.
correct-closed = Tu registro está cerrado.
part = { $name }: <b>{ $value }</b>
part-unknown = sin respuesta
part-completion = Ejercicios hechos
part-pain = Dolor
part-tingling = Hormigueo
part-culprit = Ejercicio que dolió
part-effort = Esfuerzo
part-morning_pain = Dolor por la mañana
part-morning_tingling = Hormigueo por la mañana
part-doms = Dolor sordo en los dos muslos
fix-morning_pain = <b>¿Y el dolor a la mañana siguiente, de 0 a 10?</b>
fix-morning_tingling = <b>¿Seguía el hormigueo a la mañana siguiente?</b>
fix-doms = <b>¿Era un dolor sordo, en los dos muslos y sin hormigueo?</b>
fixed = ✓ { $name }: { $new } en vez de { $old }.
fixed-told = ✓ { $name }: { $new }.

## /why

why-title = <b>Por qué tu plan es así</b>
why-none = Aún no has registrado ninguna sesión. Después de la primera podré decir más.
why-session = Tu último registro es del { $weekday }, { $type ->
        [L] un día de fuerza
        [M] un día de movimiento
       *[G] un día suave
    }:
why-base = Lo comparo con el dolor de tus respuestas: { $base } sobre 10.
why-light = { $light ->
        [GREEN] Eso da luz verde: todo está en calma.
        [AMBER] Eso da luz amarilla: vamos con cuidado.
        [RED] Eso da luz roja: aflojamos.
       *[none] Es muy poco para dar una luz.
    }
why-rule = <b>Regla { $id }.</b> { $sentence }
why-then = Se usó la regla { $id }. Tus respuestas han cambiado desde entonces.
why-coming = Si nada cambia, esto llega con la próxima sesión:
why-came = Esto llegó con la sesión siguiente:
why-no-change = Ningún ejercicio cambia de nivel.
