# Qué se interpuso, el consejo de la semana, y menos días cuando el plan solo mantiene.
# Sin culpa: una semana se cuenta, nunca se juzga (clinical spec 7 and 10).

## What got in the way

# $done: sessions done or partly done, of $planned.
barrier-week = La semana pasada hubo { $done } de { $planned ->
        [one] { $planned } sesión
       *[other] { $planned } sesiones
    }.
barrier-ask = <b>¿Qué se interpuso?</b>
barrier-then = Tus ejercicios llegan justo después.
barrier-time = Sin tiempo
barrier-pain = Dolía
barrier-forgot = Se me olvidó
barrier-bored = Me aburrí
barrier-unsure = No sé cómo
barrier-other = Otra cosa
barrier-answered = ✓ Respondido.
barrier-closed = Ya no necesito esta respuesta. No pasa nada.

barrier-offer-minutes = <b>¿Prefieres { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    } al día?</b>
barrier-offer-days =
    <b>¿Prefieres { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana?</b>
    Tus sesiones ya son lo más cortas posible.
barrier-offer-clock = <b>¿Buscamos una hora mejor?</b>
barrier-which-pain =
    <b>¿Qué ejercicio dolió?</b>
    Puedo dejarlo descansar { $days ->
        [one] { $days } día
       *[other] { $days } días
    }. Otro ocupa su lugar, si lo hay.
    ¿No sabes cuál? Entonces la próxima sesión es suave.
barrier-sharp = ¿El dolor es agudo o nuevo? Entonces toca "Algo nuevo".
barrier-which-swap =
    <b>¿Qué ejercicio cambio?</b>
    Descansa { $days ->
        [one] { $days } día
       *[other] { $days } días
    }. Otro ocupa su lugar.
barrier-leave = Dejarlo como está

barrier-minutes-set = Hecho. Ahora cuento con { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    } al día.
barrier-days-set = Hecho. Ahora cuento con { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana.
barrier-rested = { $move }: descansa { $days ->
        [one] { $days } día
       *[other] { $days } días
    }. Otro ocupa su lugar.
barrier-rested-fewer = { $move }: descansa { $days ->
        [one] { $days } día
       *[other] { $days } días
    }. Algunas sesiones se acortan.
barrier-gentle = Gracias. La próxima sesión es suave.
barrier-how-here = Así se hace cada ejercicio, paso a paso.
barrier-how-later = Cada sesión tiene el botón "Empezar". Muestra cada paso.
barrier-shortest = Gracias. Tu plan ya es lo más corto posible. Hacer una parte también cuenta.
barrier-thanks = Gracias por contármelo. /settings cambia la hora, los días y los minutos.
barrier-no = De acuerdo. Tu plan se queda como está.

hint-barrier = No lo encuentro en la lista. Toca una línea o escribe su número.

## The tip of the week

tip = <b>Consejo de la semana: { $name }</b>

## Fewer days, to keep what was gained

# $days a week.
less-ask =
    <b>¿Quieres { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana desde ahora?</b>
    Llevas 4 semanas o más en esta fase. { $days ->
        [one] { $days } día puede
       *[other] { $days } días pueden
    } bastar para mantenerte.
less-yes = Sí, { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
less-no = Mantener mis días
less-done = Hecho. Ahora cuento con { $days ->
        [one] { $days } día
       *[other] { $days } días
    } a la semana.
less-kept = Bien. Tus días se quedan como están.
