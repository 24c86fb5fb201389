# Dejar para luego, una hora mejor, el resumen semanal, días seguidos, el menú de ajustes.
# Sin cuenta atrás ni culpa: una semana se cuenta, nunca se juzga (clinical spec 7 and 10).

rhythm-answered = ✓ Respondido.

## Later today

snooze-ask = <b>¿Cuándo te aviso otra vez?</b>
    Tus ejercicios también se quedan aquí.
snooze-in-30 = En 30 minutos
snooze-in-120 = En 2 horas
snooze-tonight = Al final del día
snooze-other = Otra hora
snooze-when = <b>¿A qué hora de hoy?</b>
    Toca una, o escríbela: "a las 19:30" o "en 45 min".
snooze-no-fit = Eso es muy tarde para hoy, o cae en tus horas de silencio.
snooze-nothing = Ahora no espera ninguna sesión. Está bien así.
snooze-paused = Estás en una pausa, así que no te escribo. /today muestra tus ejercicios.

## A better time

better-ask = <b>A menudo entrenas a otra hora. ¿Te escribo a las { $time } desde ahora?</b>
better-other = Otra hora
better-set = Bien. Desde ahora te escribo a las { $time }.
better-kept = De acuerdo. Tu hora se queda como está.

## Days in a row

# $days: planned days kept. Rest days do not break it.
streak = { $style ->
        [warm] <b>{ $days } días del plan seguidos.</b> Eso pide constancia. ¡Muy bien!
        [quiet] { $days } días del plan seguidos.
       *[brief] <b>{ $days } días del plan seguidos.</b> Muy bien.
    }

## After a report, in the tone that was chosen

# $n: which of the three, so that it is not always the same.
thanks = { $style ->
        [warm] { $n ->
            [0] Muy bien. Hoy encontraste un rato para tus piernas.
            [1] Buen trabajo. Cada sesión cuenta.
           *[2] Bien hecho. Gracias por contármelo.
        }
        [quiet] Anotado.
       *[brief] Gracias.
    }

## The weekly summary

summary-title = { $style ->
        [warm] <b>Tu semana. Miremos atrás un momento.</b>
        [quiet] <b>Semana</b>
       *[brief] <b>Tu semana</b>
    }
# $kept: sessions done or partly done, of $planned.
summary-kept = { $kept ->
        [0] Una semana sin sesiones. Pasa a veces, y tu plan sigue aquí.
       *[other] Sesiones: { $kept } de { $planned }.
    }
summary-minutes = { $minutes ->
        [one] Más o menos { $minutes } minuto de ejercicios.
       *[other] Unos { $minutes } minutos de ejercicios.
    }
# $way: against the week before. $pain: of 10.
summary-pain-was = { $way ->
        [up] Dolor al moverte: cerca de { $pain } sobre 10, más que la semana anterior. Tu plan va más despacio cuando hace falta.
        [down] Dolor al moverte: cerca de { $pain } sobre 10, menos que la semana anterior.
        [same] Dolor al moverte: cerca de { $pain } sobre 10, casi igual que la semana anterior.
       *[alone] Dolor al moverte: cerca de { $pain } sobre 10.
    }
summary-pain = ¿Cómo fue el dolor?
summary-no-pain = No sé de ningún dolor en esa semana.
proud-phase = ⭐ Terminaste la fase { $phase } de tu plan.
proud-streak = ⭐ { $days } días del plan seguidos.
proud-every = ⭐ Cumpliste los { $n } días del plan.
proud-moves = ⭐ { $moves } ejercicios hechos esta semana.
proud-ever = ⭐ { $sessions ->
        [one] { $sessions } sesión desde que empezaste.
       *[other] { $sessions } sesiones desde que empezaste.
    } Todo cuenta.
next-small = Para la próxima semana, una sesión corta es un buen comienzo.
next-look = La próxima semana revisamos cómo estás. Son unos 4 minutos.
next-phase = La próxima semana puede empezar la fase { $phase }, si tus registros siguen en calma.
next-tip = La próxima semana, prueba este hábito: { $name }.
next-slow = La próxima semana, vuelve despacio en cada ejercicio. Esa parte da fuerza.
next-same = La próxima semana, los mismos días otra vez.
summary-on = De acuerdo. Tu resumen llega cada { $weekday }.
summary-off = De acuerdo. Sin resumen semanal.

## The menu of settings

settings-how = Toca una línea para cambiarla.
setting-off = No
setting-open = sin elegir
setting-summary = Resumen semanal
setting-summary-ask = <b>¿Qué día te resumo la semana?</b>
setting-q_breaks = Pausas activas
setting-q_work = Horas de las pausas
