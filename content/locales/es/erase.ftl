# Borrarlo todo, y el recibo.

erase-ask =
    <b>¿Borro todo lo que he guardado sobre ti?</b>
    Tus respuestas, tu plan, tus registros y todas mis notas sobre ellos. Desaparecerán para siempre.
erase-telegram = Telegram guarda su propia copia de este chat. También puedo quitar lo que escribí aquí en los últimos 2 días.
erase-copy-first = ¿Quieres antes una copia? Pídela antes de borrar.
button-erase-yes = Borrar todo
button-erase-sweep = Borrarlo, y los mensajes del bot
button-erase-no = Conservarlo
erase-kept = Se conserva. No se ha borrado nada.

erased =
    <b>Hecho. Todo lo que guardé sobre ti está borrado.</b>{ $swept ->
        [yes] { " " }También se van mis mensajes de los últimos 2 días, hasta donde Telegram lo permite.
       *[no] { "" }
    }
erased-receipt =
    Cuándo: { $when }
    Recibo: <code>{ $number }</code>. No guardo copia de él.
erased-when = { $date } de { $year }, { $time } ({ $zone })
erased-counts = Borrado: { $answers ->
        [one] { $answers } respuesta
       *[other] { $answers } respuestas
    }, { $reports ->
        [one] { $reports } registro
       *[other] { $reports } registros
    } y todo lo que hice con ello.
erased-telegram = Telegram aún tiene este chat. Para borrarlo allí, abre su menú y elige «Eliminar chat».
erased-backups = Las copias de seguridad antiguas están cifradas y otras más nuevas las sustituyen. Si alguna vez se recupera una, se te vuelve a borrar.
erased-begin = Puedes empezar de nuevo cuando quieras: /start.

erase-unread = No puedo abrir lo que he guardado sobre ti. Sí puedo borrarlo. Para eso, escribe <code>/erase yes</code>. Desaparecerá para siempre.
erased-unread = Hecho. Todo lo que guardé sobre ti está borrado. Telegram aún tiene este chat. Puedes borrarlo allí. /start empieza de nuevo.
