# What was answered and reported, seen and changed later on, and why the plan is as it is.

## /answers

answers-title = <b>Your answers: { $section }</b>
    <i>{ $n } of { $total }</i>
answers-how = Tap a number to change that answer, or write it.
answers-line = { $n }. { $name }: <b>{ $value }</b>
answers-noted = Your plan follows your answers.
button-back-answers = ‹ Back to the list
answers-closed = Your answers are closed.
answers-open = not asked yet
section-safety = safety
section-talk = your legs
section-move = movement checks
section-setup = your plan
button-section-safety = Safety
button-section-talk = Your legs
button-section-move = Movement checks
button-section-setup = Your plan
edit-now = Now: <b>{ $value }</b>
edited = ✓ { $name }: <b>{ $new }</b>. It was: { $old }.
edited-new = ✓ { $name }: <b>{ $new }</b>.
edit-scores-same = Your scores stay as they are.
# $to: the new level; same = it has not changed.
edit-score = { $name }: { $score ->
        [-1] not known now
       *[other] { $score }
    }, { $was ->
        [-1] not known before
       *[other] was { $was }
    }{ $to ->
        [low] . It is low now.
        [moderate] . It is in the middle now.
        [high] . It is high now.
       *[same] .
    }
edit-care = We go on with care from now. Some moves rest, and harder ones wait.
edit-ok = Extra care is not needed now. Harder moves may come in time.
edit-more = One more question follows from that.

label-q_age = Age
label-q_rf_a = Urgent signs
label-q_rf_b = Signs to have checked
label-q_rf_c = Health list
label-q_side = Tight leg
label-q_duration = How long
label-q_onset = How it began
label-q_pain_now = Pain now
label-q_pain_worst = Worst pain, 7 days
label-q_pain_where = Where it hurts
label-q_goal = Your goal
label-q_goal_score = How well, today
label-q_sit_hours = Hours of sitting
label-q_sit_unbroken = Longest sit
label-q_sit_knees = Knees when sitting
label-q_feet = Feet when sitting
label-q_stiff = Stiff after sitting
label-q_sleep = How you sleep
label-q_tingle = Tingling
label-q_tingle_where = Where it tingles
label-q_tingle_settle = How fast it goes
label-q_cramp = Cramps
label-q_train = Your training
label-q_tempo = Lowering weights
label-q_stretch = Does stretching help
label-q_shape = How you stand
label-q_walk = How you walk
label-q_hipflex = Front of your hip
label-q_slump = Slump check
label-q_ankle = Toes-up check
label-q_f1 = Leg back
label-q_f2 = Heel up
label-q_f3 = Shin turn
label-q_f3_dir = Harder way to turn
label-q_f4 = Bow
label-q_f4_note = What the bow showed
label-q_longbridge = Long bridge
label-q_ftf = Fingers to floor
label-q_equip = What you can use
label-q_exp = Strength work
label-q_minutes = Minutes a day
label-q_days = Days a week
label-q_time = Time
label-q_style = Reminders
label-q_breaks = Sitting breaks
label-q_work = Hours for breaks
label-zone = Time zone

button-take-out = Take this answer out

## /correct

button-correct = Not right? Change it
button-correct-day = { $ago ->
        [0] Today's report
        [1] Yesterday's report
       *[other] { $weekday }
    }
correct-title = <b>{ $ago ->
        [0] Your report of today
        [1] Your report of yesterday
       *[other] Your report of { $weekday }
    }</b>
correct-which = What shall I change?
correct-none = There is no report of today or yesterday to change. Older ones stay as they are.
correct-later = Please finish this report first. Then you can change it.
correct-same = That is what I have already.
correct-closed = Your report is closed.
part = { $name }: <b>{ $value }</b>
part-unknown = not told
part-completion = Moves done
part-pain = Pain
part-tingling = Tingling
part-culprit = Move that hurt
part-effort = Effort
part-morning_pain = Pain next morning
part-morning_tingling = Tingling next morning
part-doms = Dull ache in both thighs
fix-morning_pain = <b>And the pain next morning, 0-10?</b>
fix-morning_tingling = <b>Was the tingling still there next morning?</b>
fix-doms = <b>Was it a dull ache, in both thighs, with no tingling?</b>
fixed = ✓ { $name }: { $new } instead of { $old }.
fixed-told = ✓ { $name }: { $new }.

## /why

why-title = <b>Why your plan is as it is</b>
why-none = You have not reported a session yet. After the first one I can say more.
why-session = Your last report is from { $weekday }, { $type ->
        [L] a load day
        [M] a movement day
       *[G] a gentle day
    }:
why-base = I compare it with the pain in your answers: { $base } of 10.
why-light = { $light ->
        [GREEN] That makes a green light: all is calm.
        [AMBER] That makes an amber light: we take care.
        [RED] That makes a red light: we ease off.
       *[none] That is too little for a light.
    }
why-rule = <b>Rule { $id }:</b> { $sentence }
why-then = Rule { $id } was used for it. Your answers have changed since.
why-coming = If nothing changes, this comes with the next session:
why-came = This came with the next session:
why-no-change = No move changes its level.
