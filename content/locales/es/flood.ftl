# Lo que se dice, una vez por minuto, a quien envía más de lo que se puede leer.

flood-wait = Fue mucho de golpe. Por favor, espera un minuto. No he leído lo último que llegó. Si es importante, envíalo otra vez después.
    <b>¿Es una emergencia?</b> { $number ->
        [none] Llama ya al número de emergencias de tu zona.
       *[other] Llama ya al { $number }, o al número de emergencias de tu zona.
    }
