# Lo que llega sin pedirlo, tal como puede verse en una pantalla bloqueada: ninguna parte del cuerpo,
# ningún dolor, ningún ejercicio por su nombre (trust spec P11). Un toque muestra el resto.

# $minutes: how long the session takes; 0 when it is empty.
cover-prompt = { $minutes ->
        [0] { $style ->
            [warm] Qué gusto verte. Aquí tienes tu plan de hoy.
           *[other] Aquí tienes tu plan de hoy.
        }
        [one] { $style ->
            [warm] Qué gusto verte. Tu sesión de hoy está lista: cerca de { $minutes } minuto.
            [quiet] Hoy: cerca de { $minutes } minuto.
           *[brief] Tu sesión de hoy está lista: cerca de { $minutes } minuto.
        }
       *[other] { $style ->
            [warm] Qué gusto verte. Tu sesión de hoy está lista: unos { $minutes } minutos.
            [quiet] Hoy: unos { $minutes } minutos.
           *[brief] Tu sesión de hoy está lista: unos { $minutes } minutos.
        }
    }
cover-question = Te espera una pregunta corta.
cover-first = Hoy primero van unas preguntas cortas.
cover-morning = Una pregunta corta para la mañana.
cover-again = Es hora de un repaso corto.
cover-barrier = Una pregunta corta sobre tu semana.
cover-fork = La siguiente parte está lista cuando quieras.
cover-stop = Lee esto antes de seguir, por favor.
cover-break = Es hora de levantarte un minuto.
cover-summary = Aquí tienes tu semana en breve.
cover-note = Tengo una nota para ti. /help dice qué puedo hacer.
cover-over = Eso ya pasó.

cover-show = Ver
cover-answer = Responder

## In /settings

setting-details = Detalles en los avisos
details-on = Sí
details-off = No
details-are-on = Los detalles están activados. Los avisos lo dicen todo, también con la pantalla bloqueada.
details-are-off = Los detalles están desactivados. Los avisos solo dicen que algo te espera. Un toque lo muestra.
