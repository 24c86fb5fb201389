# What comes unasked, as a locked screen may show it: no body part, no pain, no move by its name, no
# word of health (trust spec P11). A tap shows the rest.

# $minutes: how long the session takes; 0 when it is empty.
cover-prompt = { $minutes ->
        [0] { $style ->
            [warm] Good to see you. Your plan for today is here.
           *[other] Your plan for today is here.
        }
        [one] { $style ->
            [warm] Good to see you. Your moves for today are ready: about { $minutes } minute.
            [quiet] Today: about { $minutes } minute.
           *[brief] Your moves for today are ready: about { $minutes } minute.
        }
       *[other] { $style ->
            [warm] Good to see you. Your moves for today are ready: about { $minutes } minutes.
            [quiet] Today: about { $minutes } minutes.
           *[brief] Your moves for today are ready: about { $minutes } minutes.
        }
    }
cover-question = A short question waits for you.
cover-first = A few short questions come first today.
cover-morning = One short question for the morning.
cover-again = Time for a short review.
cover-barrier = A short question about your week.
cover-fork = Your next part is ready when you are.
cover-stop = Please read this before you go on.
cover-break = Time to stand up for a minute.
cover-summary = Your week in short is here.
cover-note = I have a note for you. /help says what I can do.
cover-over = That is over.

cover-show = Show
cover-answer = Answer

## In /settings

setting-details = Details in reminders
details-on = On
details-off = Off
details-are-on = Details are on. Reminders say it all at once, on a locked screen too.
details-are-off = Details are off. Reminders only say that something waits. A tap shows it.
