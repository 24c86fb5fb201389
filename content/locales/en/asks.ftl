# Questions and wishes in plain words, what cannot be read, and what is not understood.

## Kind words

asks-hello = Hello! Good to hear from you.
asks-thanks = You are welcome.
asks-bye = See you soon. Take care.
asks-ill = Get well soon. Rest is fine, and your plan waits.
asks-waits = Your moves for today are ready.
button-todays-moves = Today's moves

## About the bot, and what to expect

asks-about =
    I am a program with fixed rules. There is no AI in me, and no human reads along.
    I am no doctor, and I cannot examine you. /privacy says what is stored.
asks-sore =
    Pain 0-3 while you move is fine. At 4-5 make the move smaller. At 6, stop it.
    Stop too if tingling stays. Tell me with your report, and your plan follows.
asks-results =
    Expect weeks, not days. Every two weeks we look again at what has changed.
    Then I tell you what your numbers say.

## About the plan

asks-when-now = Your moves for today are ready now.
asks-often = { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week, at { $time }.
asks-move = <b>{ $name }</b>
asks-no-moves = No move waits for you now.
asks-not-today = It is not one of today's moves, so leave it for another day.
asks-not-yours = { $name }: this move is not in your plan. Your answers speak against it for now.

## A new time or place

button-change-time = Change the time
clock-which = <b>{ $early } or { $late }?</b>
clock-kept = From now on I come at { $time }.
button-undo = ‹ Back to { $before }
button-other-time = Another time
button-other-zone = Another place
undone = As it was before.
here-ask =
    { $now }
    <b>Shall I use this time from now on?</b>
here-same = I have that time zone already: { $zone }. I do not keep the place.
here-kept = Then nothing changes. I did not keep the place.

## What cannot be read

media = { $what ->
        [sticker] That one made me smile, but I can only read words.
        [gif] Nice moves, but I can only read words.
        [dice] Well thrown, but I can only read words.
        [game] I do not play, but I can read words.
        [voice] I cannot listen yet. Please write it, or tap.
        [audio] I cannot listen yet. Please write it, or tap.
        [video_note] I cannot watch videos. Please write it, or tap.
        [video] I cannot watch videos. Please write it, or tap.
        [photo] I do not look at pictures, and cannot judge from them. Please write it.
        [document] I do not open files. Please write what matters in a few words.
        [poll] I take no part in polls. Please write it, or tap.
        [contact] I keep no phone numbers. Please write it, or tap.
        [edited] I keep to what you sent first. To change a report, use /correct.
        [edited_early] I keep to what you sent first. To change an answer, tap Back.
        [forwarded] That was written elsewhere, so I did not count it. Please write it yourself.
        [story] I cannot open stories. Please write it, or tap.
        [paid] I take nothing paid. Please write it, or tap.
        [gift] That is kind, but I need no gifts.
       *[other] I cannot read that kind of message yet. Please write it, or tap.
    }

## Not understood again

again-example = I still do not follow. Tap what fits, or write it like this: { $example }
again-buttons = I still do not follow. One of the buttons below will do.
again-plan = I still do not follow. Write for example "done 2", "what time?" or "show me the moves".
again = I still do not follow. You can write "help", or /start to go on.
again-worst = The worst pain is { $now } or more, as it is { $now } now. A number from { $now } to 10 will do.
again-number = Any number from { $min } to { $max } will do. For example: { $min }.
again-step = From { $min } to { $max }, in steps of { $step }. For example: { $min }.
again-ticked = To say "none", first take off { $n ->
        [one] your tick
       *[other] your { $n } ticks
    }. Or tap Continue.
again-time-which = Morning is { $early }, evening is { $late }. Please write one of the two.
again-text-long = Please make it shorter. { $max ->
        [one] { $max } letter fits
       *[other] { $max } letters fit
    }.
again-yes-no = A "yes" or a "no" is enough.
again-zone = Still not found. Write a capital near you, for example Madrid, or UTC+2.
again-pause = For example: "Friday", "5 December", "2 weeks". Or tap how long.
again-consent = I may not store answers before you agree. Tap "I agree", or "Not now".
again-legs = Both legs, please, like this: left 3 right 5.
again-adults = I talk with adults only. A parent and a clinician can help you now.
again-stopped = You stopped me, and I keep quiet. /start goes on when you like.
again-reported = I have what you told me before. /correct changes it.
stuck = Let me help you on. { $asked ->
        [yes] Tap an answer below, or one of the last buttons.
       *[no] These buttons lead on.
    }
example-text = tie my shoes
example-time = 18:00
example-range = 09:00-17:00
example-legs = left 3 right 5
button-help = Help
button-stop = Stop messages

## A number by mistake

button-mistyped = I mistyped
mistyped-ask = <b>What was the highest pain, 0-10?</b>
    You said { $pain }. Your moves stay paused until I know.
mistyped-lifted = Then your moves go on.
mistyped-stays = Thank you for telling me. Your moves stay paused.
