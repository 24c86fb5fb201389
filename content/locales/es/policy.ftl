# Las palabras que la gente acepta, y lo que dice /privacy.

consent =
    <b>¿Puedo guardar tus respuestas?</b>
    Algunas tratan de tu salud. Las necesito para hacer y cambiar tu plan. Se guardan cifradas en la máquina de quien gestiona este bot. No se comparten con nadie. /withdraw retira tu permiso. /export te da una copia. /erase lo borra todo. Los chats con bots no van cifrados de extremo a extremo. Por eso Telegram puede verlos en tránsito.

privacy = <b>Privacidad</b>
privacy-who = <b>Quién gestiona este bot:</b> { $operator ->
        [none] { $contact ->
            [none] la persona o consulta que te dio su nombre
           *[other] { $contact }
        }
       *[other] { $contact ->
            [none] { $operator }
           *[other] { $operator }, { $contact }
        }
    }.
privacy-what = <b>Qué se guarda:</b> el número de tu chat, respuestas, zona horaria, plan, registros y lecciones leídas. Mis mensajes se guardan 2 días. Ni nombre, ni teléfono, ni lugar.
privacy-why = <b>Para qué:</b> para hacer tu plan, enviarlo y cambiarlo. Lo permite tu sí, y nada más.
privacy-long = <b>Cuánto tiempo:</b> hasta que lo borres. { $months ->
        [0] { "" }
        [one] Si paso { $months } mes sin saber de ti, te aviso. Todo se borra 30 días después.{ " " }
       *[other] Si paso { $months } meses sin saber de ti, te aviso. Todo se borra 30 días después.{ " " }
    }Después de /withdraw, todo se borra en 30 días.
privacy-clinic = <b>Llegaste por:</b> <code>{ $code }</code>. Guardo esa palabra hasta que borres tus datos.
privacy-rest = <blockquote expandable>{ privacy-locked }{ privacy-seen }{ privacy-rights }{ privacy-telegram }</blockquote>
privacy-locked =
    <b>Cómo se cifra</b>
    Tus datos tienen una clave propia. Esa clave se cifra con una clave principal. La clave principal se guarda aparte de los datos. Las copias de seguridad también van cifradas, y otras nuevas las reemplazan.
privacy-seen =
    {""}
    <b>Quién lo ve</b>
    No se comparte ni se vende. En este chat, quien gestiona el bot solo ve cuántas personas hay. Pero tiene la clave principal: confías en que la cuide.
privacy-rights =
    {""}
    <b>Tus derechos</b>
    • Ver: /answers. Una copia de todo: /export.
    • Corregir: /answers y /correct.
    • Retirar tu permiso: /withdraw. Lo que se hizo antes sigue siendo legal.
    • Borrar todo: /erase. Terminar los mensajes: /stop.
    • Reclamar: escribe a la autoridad de protección de datos de tu país.
privacy-telegram =
    {""}
    <b>Telegram</b>
    Guarda su propia copia de este chat. Puedes borrar el chat allí. Los chats con bots no van cifrados de extremo a extremo. Por eso Telegram puede verlos en tránsito.

# La última línea: qué ha decidido la persona.
privacy-agreed = Dijiste que sí el { $date } de { $year } (versión { $version }).
privacy-taken-back = Retiraste tu permiso el { $date } de { $year }.
privacy-not-agreed = No has dicho que sí. No guardo ninguna de tus respuestas.
