# El permiso: una política que ha cambiado, y un sí que se retira.

### Una política que ha cambiado se pregunta otra vez; también con la pantalla bloqueada: nada de salud

renew-title = <b>Ha cambiado cómo trato tus datos</b>
# Lo que ha cambiado cada versión, en una o dos líneas.
policy-change-2 = Nuevo: /withdraw retira tu permiso. /export te da una copia de tus datos.{ $months ->
        [0] { "" }
       *[other] { " " }Si paso mucho tiempo sin saber de ti, te aviso. Después borro tus datos.
    }
renew-change = { $what }
renew-ask = ¿Te parece bien? Hasta que respondas, no te envío nada más.
renew-thanks = Gracias. Seguimos.
hint-renew = Por favor, responde antes a esto. Después te escucho.
again-renew = No puedo guardar respuestas antes de tu permiso. Toca "Acepto" o "No, gracias".
renew-first = Por favor, responde antes a esto.
renew-new = Por favor, responde antes a esto. Después pregunto qué hay de nuevo. ¿Es urgente? { $number ->
        [none] Llama ahora al número de emergencias de tu zona.
       *[other] Llama ahora al { $number } o al número de emergencias de tu zona.
    }
button-read-it = Leerlo
button-no-thanks = No, gracias

### Retirar el permiso

command-withdraw = Retirar tu permiso
button-withdraw = Retirar mi permiso
withdraw-ask =
    <b>¿Quieres retirar tu permiso?</b>
    Dejo de escribirte en el acto. Ya no uso nada de lo que me contaste. Tus datos quedan cifrados 30 días, por si cambias de idea. Después se borran. /erase los borra ahora.
button-withdraw-yes = Sí, retirarlo
button-withdraw-no = No, seguir
withdraw-kept = Tu permiso sigue en pie. Nada ha cambiado.
withdraw-none = No hay permiso que retirar. No guardo ninguna de tus respuestas.
withdrawn =
    <b>Hecho. Tu permiso está retirado.</b>
    No te envío nada más, ni uso nada de lo que me contaste. Tus datos quedan cifrados hasta el { $date }. Después se borran.
withdrawn-rest = Retiraste tu permiso, así que no guardo nada de lo que escribes. Puedes empezar otra vez, pedir una copia o borrar tus datos.
again-withdrawn = Tu permiso está retirado, así que olvido cada mensaje al momento. Los botones te llevan más allá.
button-start-again = Empezar otra vez
