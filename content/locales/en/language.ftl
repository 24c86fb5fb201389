### Which language the bot speaks.

# Each language says these two of itself; all of them are shown together.
language-name = English
language-ask = <b>Which language shall I use?</b>
language-hint = You can tap it, or write its name. Your answers stay as they are.
language-in-use = { $name } (in use)
language-set = ✓ I speak English now.
language-kept = The language stays as it is.
setting-language = Language
help-language = /language changes the language.
command-language = Change the language
