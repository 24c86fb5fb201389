# La sesión guiada ejercicio a ejercicio, sus fichas, y Atrás dentro del registro.

## The list of today's moves

guided-how = Toca Empezar para verlos de uno en uno. ¿Ya los hiciste por tu cuenta? Toca Hecho, o escribe "hecho 2" (el 2 es tu dolor).
guided-go-on = Sigue con el ejercicio { $n } de { $total }.
guided-empty = Toca Hecho cuando quieras. La próxima sesión llega según el plan.
guided-item-done = { $n }. <b>{ $name }</b>: hecho
guided-item-skipped = { $n }. <b>{ $name }</b>: saltado
guided-item-stopped = { $n }. <b>{ $name }</b>: parado por hoy
button-begin = Empezar
button-go-on = Seguir: ejercicio { $n } de { $total }
# The day after, when a session was left half way.
guided-kept = La última vez hiciste { $done } de { $total ->
        [one] { $total } ejercicio
       *[other] { $total } ejercicios
    }. Eso cuenta.

## A movement check: how it is done, and what is asked

question-check = { $how } <b>{ $asked }</b>

## A card

# $one: one set, as below.
guided-dose = { $sets ->
        [one] { $sets } serie: { $one }.
       *[other] { $sets } series. Cada serie: { $one }.
    }{ $rest ->
        [0] {""}
        [one] {" "}Descansa { $rest } segundo entre series.
       *[other] {" "}Descansa { $rest } segundos entre series.
    }{ $extra ->
        [left] {" "}Después, 1 serie más con la izquierda.
        [right] {" "}Después, 1 serie más con la derecha.
       *[none] {""}
    }
# $first: the leg that comes first.
guided-set-each-reps = { $first ->
        [right] derecha { $n }, izquierda { $n }
       *[left] izquierda { $n }, derecha { $n }
    }
guided-set-each-hold = mantén { $first ->
        [right] derecha { $n }, izquierda { $n }
       *[left] izquierda { $n }, derecha { $n }
    } { $n ->
        [one] segundo
       *[other] segundos
    }
guided-set-reps = { $n ->
        [one] { $n } repetición lenta
       *[other] { $n } repeticiones lentas
    }
guided-set-turn = { $n ->
        [one] { $n } repetición
       *[other] { $n } repeticiones en total
    }, una pierna y luego la otra
guided-set-hold = mantén { $n ->
        [one] { $n } segundo
       *[other] { $n } segundos
    }
guided-tempo = Ritmo: { $effort ->
        [one] { $effort } segundo
       *[other] { $effort } segundos
    } de ida{ $hold ->
        [0] {""}
       *[other] , { $hold } en pausa
    }, { $back } de vuelta.
guided-rest = Descansa { $n ->
        [one] { $n } segundo
       *[other] { $n } segundos
    } y después:
guided-halved = Hoy más fácil: la mitad.
guided-instead = Hoy más fácil, en lugar de: { $name }.
guided-was-done = Este ya lo hiciste.
guided-was-skipped = Este lo saltaste.
button-easier = Más fácil
button-harder = Más difícil
button-hurts = Esto duele
hint-card = Toca Hecho cuando termines este ejercicio. ¿Cuesta mucho? Toca Más fácil.

## What a tap on a card says

guided-lowest = Hoy no puede ser más fácil. Puedes saltarlo. Está bien.
guided-full = De vuelta a la dosis completa de hoy.
guided-hurt-stays = Hoy te dolió, así que sigue pequeño.
guided-gentle = Los días suaves siguen siendo ligeros. Los pasos llegan otros días.
guided-small-first = Por un tiempo es más pequeño. Primero llega la dosis completa.
guided-top = Por ahora, este es el paso más alto de este ejercicio.
guided-steps-up = Hoy la dosis se queda. { $n ->
        [one] Con { $n } buena sesión más, puede subir.
       *[other] Con { $n } buenas sesiones más, puede subir.
    }{ $faster ->
        [yes] {" "}Si son muy fáciles, antes.
       *[no] {""}
    } Una buena sesión: todo hecho, dolor 0-3 y no muy dura.
guided-slowly = Más trabajo ahora: usa { $back ->
        [one] el segundo entero
       *[other] los { $back } segundos enteros
    } al volver.
guided-hurts = <b>¿Cuánto duele este ejercicio, de 0 a 10?</b>
    { $name }
guided-fine = De 0 a 3 está bien. Sigue despacio.
guided-smaller = Con 4 o 5 lo hacemos más pequeño.
guided-no-smaller = Hoy no puede ser más pequeño. Si sigue en 4 o 5, sáltalo.
guided-stopped = Paramos ese ejercicio por hoy. Aquí tienes el siguiente.
guided-end = Hiciste { $done } de { $total ->
        [one] { $total } ejercicio
       *[other] { $total } ejercicios
    }. Muy bien.
