# Qué señalan las respuestas, y por qué: el resultado, el "¿por qué?" de una puntuación y de un ejercicio.
#
# $told is the number of reasons in $because, so that a sentence without reasons is left out.
# Scores go from 0 to 100. Say "parece" and "puede"; never name a diagnosis.
# Los nombres llevan su artículo, para que cada frase concuerde.

### Names of the three factors and the four test moves.
### $at: start = first in a sentence, otherwise in the middle.

name-nerve =
    { $at ->
        [start] La movilidad de tu nervio ciático
       *[middle] la movilidad de tu nervio ciático
    }
name-length =
    { $at ->
        [start] La fuerza con el músculo alargado
       *[middle] la fuerza con el músculo alargado
    }
name-posture =
    { $at ->
        [start] El tiempo con las rodillas dobladas
       *[middle] el tiempo con las rodillas dobladas
    }
name-pelvis =
    { $at ->
        [start] La inclinación
       *[middle] la inclinación
    }
name-hip_ext =
    { $at ->
        [start] La pierna atrás
       *[middle] la pierna atrás
    }
name-knee_flex =
    { $at ->
        [start] El talón arriba
       *[middle] el talón arriba
    }
name-rotation =
    { $at ->
        [start] El giro del pie
       *[middle] el giro del pie
    }

name-and-score = { $name } ({ $score })

## The first sentence of the result: which factor leads.

explain-single =
    Lo que más parece influir es { $name } ({ $score } de 100).{ $told ->
        [0] { "" }
       *[other] { " " }Lo digo porque { $because }.
    }
# $because is of the first factor, $also of the second; $told counts the factors with reasons.
explain-shared =
    Dos cosas van a la cabeza: { $name } ({ $score }) y { $name2 } ({ $score2 }).{ $told ->
        [0] { "" }
        [1] { " " }Lo digo porque { $because }.
       *[other] { " " }Lo digo porque { $because }. Además: { $also }.
    }
explain-three =
    Las tres partes parecen influir: { $names }.{ $told ->
        [0] { "" }
       *[other] { " " }Lo digo porque { $because }.
    } Empezaremos por la más suave.
explain-none =
    Ninguna parte destaca por sí sola.{ $told ->
        [0] { "" }
       *[other] { " " }La puntuación más alta es para { $name } ({ $score }), porque { $because }.
    } Entrenaremos las tres con suavidad y lo revisamos en dos semanas.

## One sentence for each other factor. $name stands first, but in the last.

explain-factor-high =
    { $name } parece influir mucho ({ $score }){ $told ->
        [0] .
       *[other] : { $because }.
    }
explain-factor-moderate =
    { $name } puede influir ({ $score }){ $told ->
        [0] .
       *[other] : { $because }.
    }
explain-factor-low = { $name } no destaca ahora ({ $score }).
explain-unknown = Aún no puedo decir nada sobre { $name }.

## The four test moves. $side: left, right or both.

explain-function =
    { $name }: ahí notaste freno ({ $score }{ $side ->
        [left] , pierna izquierda
        [right] , pierna derecha
       *[both] { "" }
    }).{ $told ->
        [0] { "" }
       *[other] { " " }Lo digo porque { $because }.
    }
explain-functions-free = Notaste los cuatro movimientos bastante libres.
explain-functions-some-free = Notaste bastante libres los movimientos que probaste.
explain-functions-unknown = Aún no puedo decir nada sobre los cuatro movimientos.

## After a sentence with less behind it, and at the end of the result.

explain-less = { $line } Aquí tengo menos datos, porque se saltaron algunas pruebas.
explain-last = Estos números salen de tus respuestas. Guían el plan. No son un diagnóstico.

## The "why?" of one score: where its points come from.

explain-why-score = <b>{ $name }: { $score } de 100</b>
explain-why-unknown = <b>{ $name }: aún no se sabe</b>
explain-why-base = +{ $points }: todo el mundo empieza con esto.
explain-why-reason = +{ $points }: { $because }.
explain-why-rest = +{ $points }: tus otras respuestas.
explain-why-nothing = Ninguna de tus respuestas suma aquí.
explain-why-available = Se saltaron algunas pruebas, así que cuento { $points } de { $available ->
        [one] { $available } punto
       *[other] { $available } puntos
    }.
explain-why-too-few = Se saltaron demasiadas pruebas para decirlo.
explain-why-capped-posture = Se queda en { $score }, porque no notas rigidez tras sentarte.

## The "why?" of a move.

explain-item = { $move }: lo elijo por { $factor } y por { $function }. { explain-phase }
explain-item-alone = { $move }: lo elijo por { $factor }. { explain-phase }
explain-phase =
    { $phase ->
        [1] Fase 1, calma y anclaje.
        [2] Fase 2, las dos piernas juntas.
        [3] Fase 3, piernas por turnos.
       *[4] Fase 4, cargar y mantener.
    }
