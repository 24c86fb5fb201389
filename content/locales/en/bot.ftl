# Every sentence of the talk that is no question, option or exercise.
# Sentences under 15 words, US grade 6-7, one idea a message (clinical spec 10).
# <b>bold</b> and <i>italic</i> may be used. Buttons: up to 34 characters.

## The door

welcome =
    <b>Hi. I am Unhamstrung.</b>
    I help with hamstrings that always feel tight. I ask about your habits and your moves. Then I say what seems to play a part, and why. Each day I send a few gentle moves at your time. They change with what you tell me.
# Shown folded with every result, and in full at the start and in /help.
disclaimer-folded = <blockquote expandable>{ disclaimer }</blockquote>
disclaimer =
    <b>Please know</b>
    • I am for adults. I am self-care and teaching.
    • I am not a medical device. I give no diagnosis and no treatment.
    • I cannot examine you. No human watches this chat.
    • I am not for emergencies. New numbness between the legs, bladder trouble, a weak leg, chest pain? Stop and get help.
    • My plan rests on two public articles and on research. Their authors have no part in this bot.
    • /privacy says what is stored. /erase deletes it.
consent-thanks = Thank you. First, a few lines about safety.
consent-declined =
    That is fine. I have stored none of your answers. Come back any time.
not-offered =
    I am made for adults only, so I stop here. Please show your legs to a parent and to a clinician. They can help you better than I can. I have stored none of your answers.
welcome-back = Welcome back. We go on where you stopped.

## Asking

progress = <i>{ $n } of about { $total }</i>
progress-setup = <i>Set-up: { $n } of { $total }</i>
question = <b>{ $ask }</b>
question-help = { $help }
question-why = <i>Why I ask: { $why }</i>
move-stop = Stop if it hurts more than 4 of 10.
lr-left = Tap a number for your <b>left</b> leg. Or write: left 3 right 5.
lr-right = Left: { $left }. Now tap one for your <b>right</b> leg.
option-listed = { $n }. { $label }
option-ticked = ☑ <b>{ $n }. { $label }</b>
tick-on = ☑ { $label }
tick-off = { $label }
answered = ✓ { $answer }
answer-skipped = Skipped
answer-none = None of these
answer-more = { $first }; { $rest }
answer-lr = Left { $left }, right { $right }
# $of: the question, where the unit goes by the number.
answer-unit = { $of ->
        [q_sit_hours] { $n ->
            [one] { $n } hour a day
           *[other] { $n } hours a day
        }
        [q_days] { $n ->
            [one] { $n } day
           *[other] { $n } days
        }
       *[other] { $n } { $unit }
    }
moved-down = Asked again below ↓
question-closed = That question is closed.
single-progress = <i>{ $n } of { $total }</i>

suggest-q_goal = tie my shoes | run 5 km | sit through a film
suggest-q_time = 07:00 | 08:00 | 12:00 | 17:00 | 18:00 | 19:00 | 20:00 | 21:00
suggest-q_work = 08:00-16:00 | 09:00-17:00 | 10:00-18:00
suggest-q_ftf = 0 | 2 | 5 | 8 | 10 | 12 | 15 | 18 | 20 | 25 | 30 | 40

button-agree = I agree
button-not-now = Not now
button-privacy = Privacy
button-start = Start
button-wrong-age = I tapped the wrong age
button-back = ‹ Back
button-why = Why?
button-skip = Skip
button-none = None of these
button-unsure = Not sure
button-continue = Continue
button-same-both = Same on both legs
button-yes = Yes
button-no = No
button-close = Close
button-location = 📍 Use my location

## What was not clear

hint-consent = Please tap "I agree" first. Then I can listen.
hint-buttons = Please use the buttons below.
hint-stopped = I cannot go on before this is settled. Please tap what fits.
hint-pick = I did not find that on the list. Tap one, or write its number.
hint-pick-many = I did not find that on the list. Tap what fits, or write the numbers: 1, 3.
hint-ticked = You ticked { $n ->
        [one] 1 line
       *[other] { $n } lines
    }. Take the tick off first, or tap Continue.
hint-scale = I need a number from 0 to 10. For example: 3.
hint-number-below = That is lower than I expected. Please give a number from { $min } to { $max }.
hint-number-above = That is more than I expected. Please give a number from { $min } to { $max }.
hint-number-step = Please give steps of { $step }, from { $min } to { $max }.
hint-number-unreadable = I need one number from { $min } to { $max }{ $unit ->
        [0] .
       *[other] {" "}({ $unit }).
    }
hint-legs-unreadable = I need a number for each leg, 0 to 10. For example: left 3 right 5.
hint-legs-one_side = And the other leg? For example: left 3 right 5.
hint-legs-below = The numbers go from 0 to 10. For example: left 3 right 5.
hint-legs-above = The numbers go from 0 to 10. For example: left 3 right 5.
hint-legs-step = Whole numbers, please. For example: left 3 right 5.
hint-text-empty = Please use a few words. For example: tie my shoes.
hint-text-long = That is { $n ->
        [one] { $n } letter
       *[other] { $n } letters
    } long. Please use { $max } at most.
hint-time = I need a time of day. For example: 18:00, or 6 pm.
hint-time-which = Is that { $early } or { $late }? Please write it like this: { $late }.
hint-range = I need two times. For example: 09:00-17:00.
hint-worst = The worst cannot be less than now, and now is { $now }. Please try again.
hint-zone = I do not know that place. Try a bigger city near you, or write UTC+2.
hint-yes-no = Please answer yes or no.
hint-which_day = Please tap today or yesterday.
hint-which = Please tap moves or pain.
hint-completion = Please tap all, some or none.
hint-pain = I need a number from 0 to 10. For example: 3.
hint-culprit = I did not find that move. Tap one, or write its number.
hint-tingling = Please tap none, better, same or worse.
hint-effort = I need a number from 0 to 10. For example: 5.
cannot-tell = I cannot tell. I can only match moves to your answers. A clinician can examine you.
unclear = I did not follow. /start begins or goes on. /help says more.
unclear-idle = I did not follow. You can write "done 2" after your moves. /today shows them. /help says more.
apology = Sorry, something went wrong on my side. I kept what you sent, and your answers are safe. Please try again in a while. If it is urgent, do not wait for me: get help.
apology-not-kept = Sorry, something went wrong on my side. I could not keep what you sent. All before it is safe. Please send it again in a while. If it is urgent, do not wait for me: get help.
came-late = Something you sent earlier went wrong on my side. It works again now. The talk has moved on since, so I did not count it. If it still matters, please send it again.
group-only-private = I only talk in private chats. Please write to me there.
trouble-storing = I have trouble storing answers right now. Your message is not lost. I will answer it as soon as I can.

## Movement checks, now or later

fork = <b>Moving checks now (about 4 minutes)? Or later today?</b>
    They make your plan fit better.
button-moves-now = Now
button-moves-in2 = In 2 hours
button-moves-in24 = Tomorrow
button-moves-never = Go on without them
moves-open = Use a steady chair without wheels. Stand by a wall. Skip anything that feels unsafe.
moves-later = Fine. I will ask again in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. Or tap Now when you are ready.
moves-meanwhile = Until then, one gentle move: <b>{ $name }</b>.
step = { $n }. { $step }

## The result

result-title = <b>What your answers point to</b>
mention-am_stiff = Long morning stiffness: please mention this to a doctor.
mention-irritable = Tingling that lasts over 10 minutes: please mention this to a doctor.
mention-tingling_below_knee = Tingling that often reaches calf or foot: please mention this to a doctor.
why-nerve = Why: nerve
why-length = Why: strength
why-posture = Why: bent knees
why-pelvis = Why: bow
why-hip_ext = Why: leg back
why-knee_flex = Why: heel up
why-rotation = Why: shin turn
button-back-result = ‹ Back to the result
button-set-up = Set up my plan

zone-ask = <b>Where are you?</b>
    Write your city, or UTC+2, so that I keep your time.
zone-which = <b>Which one?</b>
zone-locate = Tap the button below the text field. I keep only your time zone, never the place.
button-share-location = 📍 Share my location
zone-kept = Your time zone: { $zone }. It is { $time } there.

## The plan

proposal =
    <b>Your plan</b>
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week, at { $time }. It gets harder only when your reports say so. Every two weeks we look again.
first-session = <b>First session</b>
before-first =
    <b>Before you start</b>
    • Pain 0-3 is fine. At 4-5 make it smaller. At 6, or tingling that stays, stop.
    • Breathe out on effort. March on the spot for 1 minute first.
    • Expect weeks, not days. Keep walking. Do not stretch hard into tingling.
button-accept = Start the plan
button-why-items = Why these?
button-back-plan = ‹ Back to the plan
accepted = Good. Your first session is now. Take your time.
why-items = <b>Why these moves</b>

## The day

prompt = { $style ->
        [warm] Good to see you.{" "}
        [quiet] Today:{" "}
       *[brief] {""}
    }{ $moves ->
        [0] { $style ->
            [quiet] no move is left.
           *[other] No move is left for today.
        }
        [one] { $style ->
            [quiet] { $moves } move.
           *[other] Your move for today is ready.
        }
       *[other] { $style ->
            [quiet] { $moves } moves.
           *[other] Your { $moves } moves for today are ready.
        }
    }
session-title = <b>{ $type ->
        [L] Load day
        [M] Movement day
       *[G] Gentle day
    }, about { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }</b>
session-item = { $n }. <b>{ $name }</b>: { $dose }
dose-reps = { $sets ->
        [1] {""}
       *[other] { $sets } sets of{" "}
    }{ $n ->
        [one] { $n } slow rep
       *[other] { $n } slow reps
    }{ $side ->
        [each] {" "}each leg
        [alternate] , legs in turn
       *[both] {""}
    }{ $extra ->
        [left] , 1 more set left
        [right] , 1 more set right
       *[none] {""}
    }
dose-hold = { $sets ->
        [1] {""}
       *[other] { $sets } times{" "}
    }{ $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }{ $side ->
        [each] {" "}each leg
        [alternate] , legs in turn
       *[both] {""}
    }{ $extra ->
        [left] , 1 more set left
        [right] , 1 more set right
       *[none] {""}
    }
button-checks = Do the skipped checks
checks-done = Thank you. Your next sessions follow these checks.
cue-care = Hold a chair for standing moves. Stop short of the end.
cue-hamstring_led = Let the thighs do less.
cue-belly_led = Let the belly do less.
button-done = ✅ Done
button-partial = Partly
button-skipped = Skipped
button-later = Later
button-new = Something new
button-back-today = ‹ Back to today
card-title = <i>{ $n } of { $total }</i>
    <b>{ $name }</b>
tempo-none = Breathe slowly.
card-feel = <b>Feels like:</b> { $feel }
card-mistakes = <b>Avoid:</b> { $mistakes }
card-stop = <b>Stop if:</b> { $stop }
nudge = A small reminder.
prompt-closed = Your moves are further down ↓
prompt-gone = These moves have changed with your answers.
prompt-changed = Your moves have changed. The new ones are below ↓
reported = ✓ Reported.
day-over = This day is over. No harm done.
morning-closed = That was for the morning. No need now.
yesterday-closed = That report is kept already. /correct changes it. Here are today's moves.
nothing-waits = No session waits for a report now. Thank you all the same.
break = Time for a one-minute break.
break-move = <b>{ $name }</b>: { $dose }
snoozed = Fine. I will remind you at { $time }.
snooze-too-late = It is late for today. Rest well. The next session comes as planned.
rest-day = Today is a rest day. Rest helps too. Keep walking.
today-done = I have your report of today. Thank you.
next-session = Next: { $ahead ->
        [0] today
        [1] tomorrow
       *[other] { $weekday }
    } at { $time }, { $type ->
        [L] a load day
        [M] a movement day
       *[G] a gentle day
    }.
going-on = Your plan goes on.
not-yet = That comes once you have a plan.
way-on-start = /start begins or goes on.
way-on-resume = Your plan is paused. /resume starts it again.

## The check-in

checkin-which_day = Is that for today or yesterday?
which_day-today = Today
which_day-yesterday = Yesterday
checkin-which = Is that { $n ->
        [0] no moves
        [one] { $n } move
       *[other] { $n } moves
    }, or pain { $n }?
which-moves = Moves
which-pain = Pain
checkin-completion = Did you do all, some or none of your moves?
completion-done = All
completion-partial = Some
completion-skipped = None
checkin-pain = <b>And pain, 0-10?</b>
    The highest while you moved.
checkin-pain-ends = 0 = no pain. 10 = worst you can think of.
# On the same screen. $ticked: one of the three buttons below is.
checkin-pain-tingling = { $ticked ->
        [yes] Tingling is noted. Now tap your pain.
       *[none] <b>Any tingling?</b> Tap first if it is less, the same or more than usual. If none, just tap your pain.
    }
# Three in a row: what tells them apart comes first, as phones cut the end.
pain-tingling-better = Less tingling
pain-tingling-same = Same tingling
pain-tingling-worse = More tingling
checkin-culprit = <b>Which move hurt most?</b>
culprit-unsure = Not sure
checkin-tingling = <b>Is the tingling better, same or worse than usual?</b>
    Tap "No tingling" if there was none.
tingling-none = No tingling
tingling-better = Better
tingling-same = Same
tingling-worse = Worse
checkin-effort = <b>How hard was the session?</b>
checkin-effort-ends = 0 = no effort. 10 = all I have.
# The day, if it is not today, before what was understood.
echo-day = ✓ { $ago ->
        [0] { $said }
        [1] Yesterday: { $said }
       *[other] { $weekday }: { $said }
    }
echo = { $completion ->
        [done] Done
        [partial] Partly done
        [skipped] Skipped
       *[none] Noted
    }{ $pain ->
        [-1] {""}
       *[other] , pain { $pain }
    }{ $tingling ->
        [better] , tingling better
        [same] , tingling as usual
        [worse] , tingling worse
       *[none] {""}
    }

morning-pain = <b>After yesterday's session: how is the pain now, 0-10?</b>
morning-tingling = <b>Is the tingling from yesterday still there?</b>
morning-doms = <b>Is it a dull ache, in both thighs, with no tingling?</b>
morning-skipped = All right.
morning-thanks = Thank you. That helps to set your next session.

## Safety

stop-emergency =
    <b>This can be serious. Get help now.</b>
    { $number ->
        [none] Call your local emergency number
       *[other] Call { $number }, or your local emergency number
    }, or go to an emergency room. Do not drive yourself. Do not wait for a reply here. I have stopped your exercises.
stop-emergency-words =
    <b>This can be serious. Get help now.</b>
    { $number ->
        [none] Call your local emergency number
       *[other] Call { $number }, or your local emergency number
    }, or go to an emergency room. Do not drive yourself. Do not wait for a reply here.
stop-what = What you told me: { $items }.
stop-clinician = You ticked: { $items }. Please have that checked { $urgency ->
        [two_days] within 48 hours before
        [week] within 1 week before
       *[start] before
    } you start. I will keep your answers. Tell me when you have been seen.
stop-clinician-words = You wrote about this: { $item }. Please have that checked by a clinician.
stop-derived = You said { $answer }. Please have that checked { $urgency ->
        [two_days] within 48 hours
       *[week] within 1 week
    } before you start. I will keep your answers. Tell me when you have been seen.
derived-onset_sudden = it came all at once
derived-pain_now = your pain is { $n } of 10
derived-pain_worst = your worst pain was { $n } of 10
stop-pause = I have paused your moves because { $reason }. Please have this checked within 1 week.
pause-pain = your pain was 8 or more
pause-two-red = your pain was too high twice in 3 sessions
pause-tingling = your tingling was worse 3 times running
pause-tingling-stays = your tingling was worse and still there next morning
pause-card = you ticked a sign to have checked
short-pause-pain = Your high pain
short-pause-two-red = Your high pain, twice in 3 sessions
short-pause-tingling = Your tingling that got worse
short-pause-tingling-stays = Your tingling that stayed
short-pause-card = The sign you ticked
short-onset_sudden = The sudden start
short-pain_now = Your pain
short-pain_worst = Your worst pain
crisis = { crisis-alone } I have paused your moves until you write again.
crisis-alone =
    I am sorry it is this hard. You do not have to face it alone. { $number ->
        [none] If you may act on it, call your local emergency number, now.
       *[other] If you may act on it, call { $number }, or your local emergency number, now.
    } Tell someone you trust.
crisis-stopped = { crisis-alone } Your moves stay stopped for now.
wrote-again = I am glad you wrote. { $where ->
        [program] /today shows your moves when you are ready.
        [intake] /start goes on when you are ready.
       *[elsewhere] I am here when you need me.
    }
wait-for-words = I am here. Write me a word when you are ready.
stop-over = ✓ That is settled.
follow-up = <b>Have you been seen?</b>
button-seen = I have been seen
button-not-yet = Not yet
not-yet-heard = Noted. Please do not wait.
button-mistake = Ticked by mistake
item-ask = <b>Is this so for you?</b>
    { $item }
item-said = <b>Is this right?</b>
    You said { $item }.
item-worse = <b>Is this new, or worse than when you were seen?</b>
    { $item }
item-no = Good. Then we go on.
nothing-new = Nothing new. That is good.
weekly =
    <b>Anything new?</b>
    Numb spots, bladder or bowel, weakness, swelling, a fall, chest pain, fever, a pop?
weekly-yes = Then let us look at it first.
card-first = This comes first. Your moves wait for it.
too-soon = I can ask you about it tomorrow. Not seen yet, or worse? Get help now.
clear-examined = <b>{ $item }</b>
    Has a clinician examined it?
clear-fine = <b>{ $item }</b>
    Did they say that leg exercise is fine?
clear-now = <b>{ $item }</b>
    How is it now?
clear-gone = Gone
clear-same = Still there
clear-worse = Worse
cleared = Thank you. We go on gently, with small doses.

## At any time

help-intake =
    <b>Help</b>
    Tap a button or write your answer. "Why?" says why I ask. You can leave and come back.
help-commands =
    <b>Help</b>
    After your moves tap Done, or write "done 2", with 2 for your pain.
    Or just ask: "what time?", "why these?", "show me the bridge".
    /today shows today's moves. /plan shows the week. /why says why.
    /correct changes your last report. /answers shows what you told me.
    /pause gives you a break, /resume ends it. /settings changes time and days.
help-data = /privacy says what is stored. /stop ends all messages. /withdraw takes back your yes. /erase deletes everything.
plan-title = <b>{ $phase }</b>
phase-1 = Phase 1: calm and anchor
phase-2 = Phase 2: both legs together
phase-3 = Phase 3: legs take turns
phase-4 = Phase 4: load and keep
plan-counted = Sessions in this phase: { $n }.
plan-week = <b>The next 7 days</b>
plan-day = { $weekday }: { $type ->
        [L] load day
        [M] movement day
        [G] gentle day
       *[rest] rest
    }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
date = { $weekday }, { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

settings-title = <b>Settings</b>
setting = { $name }: <b>{ $value }</b>
setting-q_time = Time
setting-q_days = Days a week
setting-q_minutes = Minutes a day
setting-q_style = Reminders
setting-zone = Time zone
setting-changed = Changed. Your next sessions follow it.
settings-closed = Settings are closed.
pause-ask =
    <b>How long shall I pause?</b>
    Tap, or write a day: "Friday", "5 December", "2 weeks".
hint-pause = I did not get the day. It can be up to a year from now.
pause-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
pause-open = Until I say so
paused-until = Paused until { $date }. /resume starts sooner.
pause-over = Your pause is over. Good to have you back.
pause-not = No pause then.
paused-open = Paused. /resume starts again when you like.
resumed = Welcome back. We go on.
not-paused = Your plan is running.
stopped =
    I have stopped. No more reminders from me. Your answers stay until you delete them. After a very long silence I may delete them. I write to you first.
stopped-already = I am not sending you anything. /start begins or goes on.
button-resume = Go on again
button-erase = Delete my data

command-today = Today's moves
command-plan = Your week
command-correct = Change your last report
command-why = Why your plan is as it is
command-answers = See and change your answers
command-pause = Take a break
command-resume = Go on again
command-stop = End all messages
command-settings = Time, days, minutes, zone
command-help = How it works
command-privacy = What is stored
