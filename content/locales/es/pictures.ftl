# Lo que dicen las imágenes del pasado: lo mismo con palabras debajo, y las pocas palabras de dentro.
# Dentro de una imagen las palabras son cortas: van en letra grande en una pantalla pequeña.

## Debajo de una imagen. $days: 7, 30 o 90; 0 = todo.

past-empty = Aún no hay nada que mostrar. Tu primer registro empieza la imagen.
past-other-days = En estos días no hay registros. Una vista más larga muestra más.
past-kept = { $days ->
        [0] Hasta ahora
        [one] El último día
       *[other] Los últimos { $days } días
    }: { $planned ->
        [one] { $kept } de { $planned } sesión.
       *[other] { $kept } de { $planned } sesiones.
    }
# $what: pain (durante los ejercicios) o morning. $same: 1 = el primero es el último.
past-number = { $what ->
        [pain] Dolor durante los ejercicios
       *[morning] Dolor a la mañana siguiente
    }: { $same ->
        [1] { $first }.
       *[other] al principio { $first }, al final { $last }.
    }
past-reach = Dedos al suelo: { $same ->
        [1] { $first } cm.
       *[other] { $first } cm, ahora { $last } cm.
    }
past-ratings = Cuánto se resiste, 0-10: { $ratings }.
past-rating = { $name } { $same ->
        [1] { $first }
       *[other] de { $first } a { $last }
    }
# $sessions es 2 o más.
past-gap = { $sessions ->
        [one] El hueco más largo: { $sessions } sesión sin registro.
       *[other] El hueco más largo: { $sessions } sesiones sin registro.
    }
past-weeks = Cada punto es lo peor de una semana.

## Dentro: días y números.

chart-progress = Dolor y sesiones
chart-week = Tu semana
chart-scale = Dolor, de 0 a 10
chart-scale-weeks = Dolor, de 0 a 10: lo peor por semana
chart-pain = Durante
chart-morning = Mañana siguiente
chart-pain-scale = Dolor durante los ejercicios, 0 a 10
chart-morning-scale = Dolor a la mañana siguiente, 0 a 10
chart-phase = Fase { $phase }
chart-done = Hecha
chart-partly = En parte
chart-skipped = No hecha
chart-eased = Dolía
chart-rest = Descanso
chart-off = Sin sesiones
chart-sessions = Sesiones
chart-sessions-weeks = Sesiones por semana
chart-kept = { $planned ->
        [0] Solo descanso
        [one] { $kept } de { $planned } sesión
       *[other] { $kept } de { $planned } sesiones
    }
chart-checks = Pruebas: 0 es libre
chart-no-checks = Aún no hay pruebas
chart-cm = { $measure }, cm

## Dentro: el resultado.

chart-result = Qué muestran tus respuestas
chart-factors = Cuánto puede influir cada cosa
chart-functions = Cuánto se resiste cada movimiento
chart-level = { $level ->
        [low] bajo
        [moderate] medio
       *[high] alto
    }
chart-score = { $score }, { $level }
chart-unknown = aún no se sabe
