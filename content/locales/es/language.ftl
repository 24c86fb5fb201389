### En qué idioma habla el bot.

# Cada idioma dice estas dos de sí mismo; se muestran todas juntas.
language-name = Español
language-ask = <b>¿En qué idioma hablo?</b>
language-hint = Puedes tocarlo o escribir su nombre. Tus respuestas se quedan como están.
language-in-use = { $name } (en uso)
language-set = ✓ Ahora hablo español.
language-kept = El idioma se queda como está.
setting-language = Idioma
help-language = /language cambia el idioma.
command-language = Cambiar el idioma
