# Imágenes en la charla: cómo vas, los ejercicios de hoy de un vistazo, el resultado y la semana.

## /progress

command-progress = Cómo vas
help-progress = /progress muestra cómo vas.
button-progress = Cómo voy
# $days: cuántos; 0 = todos.
progress-title = { $days ->
        [0] <b>Todos tus días hasta hoy</b>
        [one] <b>Tu último día</b>
       *[other] <b>Tus últimos { $days } días</b>
    }
progress-days = { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
progress-all = Todo
# El botón de lo que se ve.
progress-now = · { $label } ·
progress-none = Aún no hay nada que mostrar. Tu primer registro empieza el dibujo.

## Los ejercicios de hoy

button-album = Ver todos
album = Los ejercicios de hoy, en orden. Toca uno para verlo en grande.

## El resultado y la semana

result-picture = Tus respuestas de un vistazo. Las palabras están abajo.
summary-picture = Ver la semana
