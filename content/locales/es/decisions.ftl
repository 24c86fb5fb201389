# Qué se decidió después de una sesión, y por qué: una frase cada vez (clinical spec 7, D1-D13).
#
# The key is the row and what made it fire. $pain, $morning (next morning), $worst of the two: 0-10.
# $effort: 0-10. $culprit: the name of a move. $named: a move that hurt is known. $shortest: no
# session of so few minutes can be shorter.

decision-d1-card = Marcaste una señal que pide ayuda ya. He parado tus ejercicios.

decision-d2-card = Marcaste una señal que hay que revisar primero. Tus ejercicios están en pausa.
decision-d2-pain = El dolor fue de { $worst }. Pongo tus ejercicios en pausa para que te lo revisen.
decision-d2-two-red = El dolor fue demasiado alto dos veces en 3 sesiones. Pongo tus ejercicios en pausa.
decision-d2-tingling = El hormigueo empeoró 3 veces seguidas. Pongo tus ejercicios en pausa.
decision-d2-tingling-stays = El hormigueo empeoró y seguía ahí a la mañana siguiente. Pongo tus ejercicios en pausa.

decision-d3-pain = El dolor fue de { $pain }, así que la próxima sesión es suave.
decision-d3-morning = El dolor fue de { $morning } a la mañana siguiente, así que la próxima sesión es suave.

decision-d4-tingling = El hormigueo empeoró dos veces hace poco. Los ejercicios del nervio más fuertes descansan 14 días.
decision-d5-tingling = El hormigueo empeoró, así que los ejercicios del nervio bajan un paso.

decision-d6-culprit = { $culprit }: dolió dos veces en 14 días. Descansa 14 días.

decision-d7-pain = El dolor fue de { $pain }, en la segunda sesión fuerte seguida. { decision-eased }
decision-d7-morning = El dolor fue de { $morning } a la mañana siguiente, por segunda vez. { decision-eased }
decision-d7-effort = El esfuerzo fue de { $effort }, en la segunda sesión fuerte seguida. { decision-eased }
decision-eased = { $named ->
        [yes] Aflojamos un ejercicio.
       *[no] Aflojamos lo que se puede.
    }

decision-d8-pain = El dolor fue de { $pain }, así que mantenemos el nivel de hoy.
decision-d8-morning = El dolor fue de { $morning } a la mañana siguiente, así que mantenemos el nivel de hoy.
decision-d8-effort = El esfuerzo fue de { $effort }, así que mantenemos el nivel de hoy.

decision-d9-partial = Hiciste una parte dos veces hace poco. { $shortest ->
        [yes] Tus sesiones ya son lo más cortas posible.
       *[no] Las sesiones se acortan durante 7 días.
    }

decision-d10-partial = Hiciste una parte, así que mantenemos el nivel de hoy.
decision-d10-skipped = Esta vez no hubo ejercicios, así que el nivel se queda como está.

decision-d11-unknown = No sé cuánto dolor hubo, así que mantenemos el nivel de hoy.

decision-d12-effort = El esfuerzo fue de { $effort }, así que mantenemos el nivel de hoy.

decision-d13-green = El dolor fue de { $pain }, así que esta sesión cuenta.
decision-nerve-waits = Los ejercicios del nervio esperan a que el hormigueo se calme.

## What became of the moves. $moves: names, joined.

changes-up = Un paso más: { $moves }.
changes-passed = Bien aprendido: { $moves }.
changes-opened = Nuevo para ti: { $moves }.
changes-down = Un paso más fácil: { $moves }.
changes-returned = Vuelve por ahora: { $moves }.
changes-halved = La mitad de repeticiones durante 3 sesiones: { $moves }.
changes-rested = Descansa 14 días: { $moves }.
