### Quien no escribe desde hace mucho: un aviso, y luego el final. Se lee también con la pantalla bloqueada: nada sobre la salud.

retention-warning = Hace mucho que no sé de ti. El { $date } borraré todos tus datos de aquí. Para conservarlos, toca el botón o escribe lo que quieras. Si quieres una copia, envía /export.
button-keep-data = Conservar mis datos
retention-kept = Me alegra saber de ti. Tus datos se conservan.
retention-nothing = Tus datos ya no están aquí. Para empezar de nuevo, envía /start.
retention-ended = Como te escribí, ya he borrado todos tus datos de aquí. Telegram guarda su propia copia de este chat, que puedes borrar allí. Puedes volver cuando quieras.
