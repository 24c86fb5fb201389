# Answers looked through before the result; /start again, and starting over; the moves of /plan.
# Sentences under 15 words, US grade 6-7, one idea a message (clinical spec 10).

## The review

review-title = <b>Please look this through</b>
review-so-far = <b>Your answers so far</b>
review-section = <b>{ $section }</b>
review-line = { $name }: { $value }
# Long lists of ticks: the first few, and how many more ($n).
review-ticks = { $first }; and { $n } more
review-how = Is it all right? Then tap the first button. To change something, tap its part.
review-how-so-far = Tap the first button to go on. To change something, tap its part.
review-changed = Changed. Thank you.
button-review-done = All right, show me
button-review-back = ‹ Back to all my answers
hint-review = Please tap the first button, or a part that you want to change.
hint-review-line = I did not find that line. Tap its number.

## /start again, in the intake

# $where: a section of the questions, or what stands open after them.
start-at = Welcome back. { $where ->
        [safety] We were at question { $n } of about { $total }, about your safety.
        [talk] We were at question { $n } of about { $total }, about your legs and your day.
        [move] We were at question { $n } of about { $total }, the movement checks.
        [setup] We were at question { $n } of { $total } of the set-up, about your plan.
        [later] The movement checks come next.
        [review] We were looking at your answers.
        [result] Your result is ready.
        [zone] I only need your time zone now.
       *[proposed] Your plan is ready to start.
    }

## /start again, with a plan

# $ready: yes = moves of today wait to be done; asked = a report is half told.
start-plan = Welcome back. { $ready ->
        [asked] One question is still open.
        [yes] Today's moves wait for you.
       *[no] Your plan is running.
    }
start-paused = Welcome back. Your plan is paused.
button-start-on = Continue
button-change-answers = Change my answers
button-start-over = Start over

## Starting over

# $plan: yes = there is a plan.
over-ask =
    <b>Start over?</b>
    • Gone: your answers{ $plan ->
        [yes] {" "}and your plan.
       *[no] .
    }
    • Kept: your consent, your time zone and your past reports.
    • Kept: anything you need to have checked.
    Then I ask you all from the start, safety first.
button-over-yes = Yes, start over
button-over-no = No, keep it all
over-begun = Done. We start fresh, with your safety.
over-kept = All kept. Nothing has changed.
over-closed = ✓ Closed.
over-stop = You cannot start over now. First this has to be settled.
over-cards = Your safety lists come first. Then you can start over.

## The moves of /plan

plan-moves-title = <b>Your last moves</b>
plan-move = • { $name }: { $dose }

## What has changed, in groups

gains-better = <b>Better</b>
gains-same = <b>About the same</b>
gains-worse = <b>Worse</b>
