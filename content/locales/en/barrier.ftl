# What got in the way, the tip of the week, and fewer days when the programme only keeps up.
# No guilt: a week is counted, never judged (clinical spec 7 and 10).

## What got in the way

# $done: sessions done or partly done, of $planned.
barrier-week = Last week had { $done } of { $planned ->
        [one] { $planned } session
       *[other] { $planned } sessions
    }.
barrier-ask = <b>What got in the way?</b>
barrier-then = Your moves come right after.
barrier-time = No time
barrier-pain = It hurt
barrier-forgot = I forgot
barrier-bored = I got bored
barrier-unsure = Unsure how
barrier-other = Something else
barrier-answered = ✓ Answered.
barrier-closed = I do not need this answer any more. No harm done.

barrier-offer-minutes = <b>Shall I plan { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } a day instead?</b>
barrier-offer-days =
    <b>Shall I plan { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week instead?</b>
    Your sessions are as short as they get.
barrier-offer-clock = <b>Shall we pick a better time?</b>
barrier-which-pain =
    <b>Which move hurt?</b>
    I can let it rest for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Another takes its place, if there is one.
    Not sure? Then the next session is a gentle one.
barrier-sharp = Is the pain sharp or new? Then tap "Something new".
barrier-which-swap =
    <b>Which move shall I swap?</b>
    It rests for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Another takes its place.
barrier-leave = Leave it as it is

barrier-minutes-set = Done. I plan { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } a day now.
barrier-days-set = Done. I plan { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week now.
barrier-rested = { $move } rests for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Another takes its place.
barrier-rested-fewer = { $move } rests for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Some sessions get shorter.
barrier-gentle = Thank you. The next session is a gentle one.
barrier-how-here = Here is how to do each move, step by step.
barrier-how-later = Every session has the button "Start". It shows each step.
barrier-shortest = Thank you. Your plan is as short as it gets. Part of a session counts too.
barrier-thanks = Thank you for telling me. /settings changes time, days and minutes.
barrier-no = All right. Your plan stays as it is.

hint-barrier = I did not find that on the list. Tap one, or write its number.

## The tip of the week

tip = <b>Tip of the week: { $name }</b>

## Fewer days, to keep what was gained

# $days a week.
less-ask =
    <b>Would you like { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week from now on?</b>
    You have been in this phase for 4 weeks or more. { $days ->
        [one] { $days } day
       *[other] { $days } days
    } may be enough to keep going.
less-yes = Yes, { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
less-no = Keep my days
less-done = Done. I plan { $days ->
        [one] { $days } day
       *[other] { $days } days
    } a week now.
less-kept = Good. Your days stay as they are.
