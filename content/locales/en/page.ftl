# /report: how it is asked for, and the page for a physio itself.
#
# The page is read by a clinician and by the person: short, plain, no "you", no diagnosis.

### In the chat

command-report = A page for your physio
help-page = /report makes a page for a physio.
page-ask =
    <b>A page for your physio</b>
    It shows your answers, your moves and how they went. It is a PDF to print or send.
page-ask-name = Type a name to put on it, or leave it off. It goes on this page only.
button-page-nameless = Without a name
page-paper-a4 = A4
page-paper-us-letter = US letter
page-paper-chosen = ✓ { $name }
page-comes = ✓ Your page comes below.
page-here = Your page. It holds health answers, so share it only with people you trust.
page-closed = No page then. /report brings it when you like.
page-nothing = There is nothing to put on a page yet. It comes with your result, after the questions.
hint-page-name = A name can have { $most } { $most ->
        [one] letter
       *[other] letters
    } at most. Please write a shorter one.

### The page: its head

page-title = Tight hamstrings: a page for the physio
page-subtitle = Self-care by chat. All of it was told by the person. Nobody has examined them.
page-period = { $first } to { $last }
page-name = Name
page-goal = Goal, in their own words
page-footer = Made { $day } from the person's own answers. Not examined, not a diagnosis, not medical advice.

# $month: 1 to 12.
page-date = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
page-unknown = –
page-sides = L { $left } · R { $right }
page-then = { $first } { $rest }
page-more = and { $n } more
page-of = { $n } of { $of }
page-percent = { $n } %
page-was = first: { $value }
page-was-none = one look so far
page-tile-done = Sessions done
page-tile-partly = { $n } of them in part
page-tile-pain = Pain in the last session
page-tile-goal = Goal, 0-10
page-tile-bend = Fingers to floor
page-tile-none = none told yet
page-worst = worst so far: { $n }

### Worth asking about

page-asks = Worth asking about
page-asks-none = Nothing stood out by the rules of this page.
page-ask-held = The moves are held, and nobody has looked yet: { $signs }
page-ask-worse = { $name }: { $old } at first, { $new } now. That is clearly worse.
page-ask-red = Red light after { $n ->
        [one] { $n } session
       *[other] { $n } sessions
    }, last on { $day }. Red is pain of { $pain } or more, or a far worse morning.
page-ask-tingling = Tingling was worse in { $n ->
        [one] { $n } session
       *[other] { $n } sessions
    }, last on { $day }.
page-ask-tingling-stays = Tingling was still there { $n ->
        [one] on { $n } morning
       *[other] on { $n } mornings
    } after, last on { $day }.
page-ask-am_stiff = Back or hips are stiff for over 30 minutes each morning.
page-ask-irritable = Tingling takes over 10 minutes to settle.
page-ask-tingling_below_knee = Tingling often reaches the calf or the foot.
page-ask-no-gain = No clear gain in the last { $n } looks.
page-ask-sides = The sides differ. { $name }: { $value }.
page-ask-hurts = { $move } was named { $n } { $n ->
        [one] time
       *[other] times
    } as the move that hurt.
page-ask-rests = { $move } rests until { $day }.
page-ask-care = On the health list: { $signs }
page-ask-little = { $kept } of { $planned } { $planned ->
        [one] session was
       *[other] sessions were
    } done in the last { $days } { $days ->
        [one] day
       *[other] days
    }.

### Safety

page-safety = Safety screen
page-class = { $cls ->
        [emergency] Class: get help now. The moves are stopped.
        [clinician_first] Class: to be seen first. The moves are held.
        [care] Class: care. Gentler moves, and some left out.
       *[ok] Class: no sign that holds the moves.
    }
page-no-sign = None of the signs on the 3 cards was ticked.
page-cards-asked = The urgent signs were asked again on { $day }.
page-card = { $card ->
        [none] { "" }
       *[other] Card { $card }:{ " " }
    }
page-sign-stands = { page-card }{ $sign }. It holds the moves since { $day }.
page-sign-cleared = { page-card }{ $sign }. The person was seen, cleared { $day }.
page-sign-noted = { page-card }{ $sign }.
page-sign-onset_sudden = It began all at once
page-sign-pain_now = High pain at the time of asking
page-sign-pain_worst = Very high worst pain in 7 days
page-sign-pause-pain = Pain of 8 or more in a report
page-sign-pause-two-red = Strong pain twice in 3 sessions
page-sign-pause-tingling = Tingling worse 3 times running
page-sign-pause-tingling-stays = Tingling worse, and still there next morning
page-sign-pause-card = A sign to be checked first

### What the answers point to

page-scores = What the answers point to
page-scores-name = Part
page-scores-score = 0-100
page-scores-level = Level
page-scores-answers = The answers that weigh most
page-scores-note = More means more held back. Scores sort the moves; they measure nothing.
page-scores-few = too little was asked
page-scores-none = no answer gave points
page-score = { $n } (first { $was })
page-level-low = low
page-level-moderate = moderate
page-level-high = high
page-answer = { $name }: { $value }
page-name-nerve = How freely the sciatic nerve moves
page-name-length = Strength when the muscle is long
page-name-posture = Time with bent knees
page-name-hip_ext = Leg back
page-name-knee_flex = Heel up
page-name-rotation = Shin turn
page-name-pelvis = Bow and hold

### First look and now

page-gains = First look and now
page-gains-name = Measure
page-gains-change = Change
page-gains-counts = Counts as a change
page-gains-note = { $n } looks so far. All tests were done at home, without help.
page-gains-none = One look so far. The next one shows what has changed.
page-measure-q_pain_now = Pain now, 0-10
page-measure-q_pain_worst = Worst pain in 7 days, 0-10
page-measure-q_goal_score = Goal, 0-10, more is better
page-measure-q_ftf = Fingers to floor
page-measure-q_f1 = Leg back, 0 is free
page-measure-q_f2 = Heel up, 0 is free
page-measure-q_f3 = Shin turn, 0 is free
page-measure-q_f4 = Bow, 0 is steady
page-change-clear_better = clearly better
page-change-likely = likely better
page-change-small = small step, may be noise
page-change-small_worse = small step back, may be noise
page-change-error = within measuring error
page-change-same = no change
page-change-clear_worse = clearly worse
page-counts-q_pain_now = { $clear } { $clear ->
        [one] point
       *[other] points
    } and { $percent } % (MCID, Farrar 2001)
page-counts-q_pain_worst = { $clear } { $clear ->
        [one] point
       *[other] points
    } and { $percent } % (MCID, Farrar 2001)
page-counts-q_goal_score = { $clear } { $clear ->
        [one] point
       *[other] points
    } (MDC90, Stratford 1995)
page-counts-q_ftf = { $clear } cm (MDC 4.5 cm, Ekedahl 2012)
page-counts-q_f1 = { $clear } { $clear ->
        [one] point
       *[other] points
    } (no MDC known)
page-counts-q_f2 = { $clear } { $clear ->
        [one] point
       *[other] points
    } (no MDC known)
page-counts-q_f3 = { $clear } { $clear ->
        [one] point
       *[other] points
    } (no MDC known)
page-counts-q_f4 = { $clear } { $clear ->
        [one] point
       *[other] points
    } (no MDC known)

### Practice

page-chart-alt = Chart of pain and sessions, { $first } to { $last }. The numbers stand in the tables.
page-plan = Plan
page-plan-none = No plan has begun yet.
page-plan-phase = { $phase }, since { $since }.
page-plan-week = { $days } { $days ->
        [one] day
       *[other] days
    } a week, { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    } a day.
page-plan-state = { $state ->
        [held] The moves are held now.
        [paused] The person has paused the plan.
        [stopped] The person has ended all messages.
        [proposed] The plan was shown, and not begun.
       *[active] The plan is running.
    }
page-plan-sessions = Sessions told: { $done } done, { $partly } in part, { $skipped } left out.
page-moves = Moves
page-moves-name = Move
page-moves-dose = Dose
page-moves-done = Done, in part, left out
page-moves-percent = %
page-moves-pain = Pain of the session
page-moves-note = In part counts half. Pain was told for the session as a whole.
page-moves-none = No session was told yet.
page-moves-more = { $n ->
        [one] and { $n } more move
       *[other] and { $n } more moves
    }
page-move-before = { $name } (earlier)
page-move-done = { $done } / { $partly } / { $skipped }
page-move-pain = last { $last }, worst { $worst }{ $named ->
        [0] { "" }
        [one] ; it hurt once
       *[other] ; it hurt { $named } times
    }
page-decisions = Decisions, newest first
page-decisions-day = Report of
page-decisions-rule = Rule
page-decisions-why = As the person read it
page-decisions-note = D1 to D13 are fixed rules. Pain, tingling and effort decide, nobody else.
page-decisions-none = Nothing was decided yet.
page-decision-old = An older decision; its words are not kept.
