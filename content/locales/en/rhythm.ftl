# Putting off, a better time, the weekly summary, days in a row, the menu of settings.
# No countdown, no shame: a week is counted, never judged (clinical spec 7 and 10).

rhythm-answered = ✓ Answered.

## Later today

snooze-ask = <b>When shall I come back?</b>
    Your moves stay here too.
snooze-in-30 = In 30 minutes
snooze-in-120 = In 2 hours
snooze-tonight = Tonight
snooze-other = Another time
snooze-when = <b>What time today?</b>
    Tap one, or write it: "at 19:30" or "in 45 min".
snooze-no-fit = That is too late for today, or in your quiet hours.
snooze-nothing = No session waits now. That is fine.
snooze-paused = You are on a break, so I stay quiet. /today shows your moves.

## A better time

better-ask = <b>You often train at another time. Shall I come at { $time } from now on?</b>
better-other = Another time
better-set = Good. I come at { $time } from now on.
better-kept = All right. Your time stays as it is.

## Days in a row

# $days: planned days kept. Rest days do not break it.
streak = { $style ->
        [warm] <b>Planned days in a row: { $days }.</b> That takes care. Well done!
        [quiet] Planned days in a row: { $days }.
       *[brief] <b>Planned days in a row: { $days }.</b> Well done.
    }

## After a report, in the tone that was chosen

# $n: which of the three, so that it is not always the same.
thanks = { $style ->
        [warm] { $n ->
            [0] Well done. You made time for your legs today.
            [1] Nice work. Each session counts.
           *[2] Good job. Thank you for telling me.
        }
        [quiet] Noted.
       *[brief] Thank you.
    }

## The weekly summary

summary-title = { $style ->
        [warm] <b>Your week. Let us look back.</b>
        [quiet] <b>Week</b>
       *[brief] <b>Your week</b>
    }
# $kept: sessions done or partly done, of $planned.
summary-kept = { $kept ->
        [0] A week without sessions. That happens, and your plan is still here.
       *[other] Sessions: { $kept } of { $planned }.
    }
summary-minutes = { $minutes ->
        [one] About { $minutes } minute of moves.
       *[other] About { $minutes } minutes of moves.
    }
# $way: against the week before. $pain: of 10.
summary-pain-was = { $way ->
        [up] Pain while moving: about { $pain } of 10, more than the week before. Your plan takes it slower when it needs to.
        [down] Pain while moving: about { $pain } of 10, less than the week before.
        [same] Pain while moving: about { $pain } of 10, much the same as the week before.
       *[alone] Pain while moving: about { $pain } of 10.
    }
summary-pain = How was the pain?
summary-no-pain = I know of no pain in that week.
proud-phase = ⭐ You finished phase { $phase } of your plan.
proud-streak = ⭐ Planned days in a row: { $days }.
proud-every = ⭐ Planned days kept: { $n } of { $n }.
proud-moves = ⭐ Moves done this week: { $moves }.
proud-ever = ⭐ { $sessions ->
        [one] { $sessions } session since you began.
       *[other] { $sessions } sessions since you began.
    } It still counts.
next-small = Next week: one short session is a good start.
next-look = Next week: we look again at how you are. It takes about 4 minutes.
next-phase = Next week: if your reports stay calm, phase { $phase } may begin.
next-tip = Next week: try this habit. { $name }.
next-slow = Next week: go back slowly in each move. That part builds strength.
next-same = Next week: the same days again.
summary-on = Fine. Your week comes on { $weekday }.
summary-off = Fine. No weekly summary.

## The menu of settings

settings-how = Tap a line to change it.
setting-off = Off
setting-open = not set
setting-summary = Weekly summary
setting-summary-ask = <b>On which day shall I sum up your week?</b>
setting-q_breaks = Sitting breaks
setting-q_work = Break hours
