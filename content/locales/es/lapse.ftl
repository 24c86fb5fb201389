### De vuelta tras sesiones sin hacer, y el día de descanso. Sin culpa: los días libres son un hecho.

days-off = Después de { $days ->
        [one] { $days } día
       *[other] { $days } días
    } sin sesión, { $row ->
        [3] los ejercicios de fuerza son hoy un paso más fáciles.
        [7] tus ejercicios empiezan suaves.
       *[other] sigues en la fase { $phase }. Cada ejercicio empieza en su primer paso.
    }
button-short = Versión de 2 minutos
rest-day-move = Hoy va bien un ejercicio fácil del nervio, si quieres:
