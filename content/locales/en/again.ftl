# The look back every two weeks, and what has changed since (clinical spec 8).
# Sentences under 15 words, US grade 6-7, one idea a message (clinical spec 10).

again-offer =
    <b>Time to look again</b>
    It has been a while. A few questions and moves show what has changed. It takes about 4 minutes.
again-offer-last = It comes first now. Your moves wait for it.
button-again-now = Let us look
button-again-later = Later
again-begun = Good. First, your safety.
again-later = Fine. I will ask again in { $days ->
        [one] { $days } day
       *[other] { $days } days
    } or more.
again-closed = This can wait. I will ask again.
again-left = <i>About { $n } to go</i>
again-health =
    <b>Has your health list changed?</b>
    Think of blood thinners, thin bones, joints, dizzy spells and the like.
again-list = Tick all that fit you now. Take off what does not.
again-goal = You want this back: <b>{ $goal }</b>
again-skip = Skip keeps your last answer.
again-kept = ✓ Your last answer stays.
hint-again = Please tap "Let us look".

## What has changed

again-title = <b>What has changed</b>
again-nothing = I have nothing to compare this time.
again-eased = Strength moves go one step easier.
again-safety = Your pain went up, so please look at the safety lists once more.
again-not-fit = This plan may not be the right fit. A physical therapist can test things I cannot.
again-now = <b>What your answers point to now</b>

# $old and $new: numbers. $way: up or down.
gain-clear-better = { $measure }: { $old } to { $new }. That is a real change.
gain-likely = { $measure }: { $old } to { $new }. That is likely a real change.
gain-small = { $measure }: { $old } to { $new }. A small step; could be day-to-day noise.
gain-small-worse = { $measure }: { $old } to { $new }. A small step; could be day-to-day noise.
gain-error = { $measure }: { $old } to { $new }. That is within measuring error.
gain-same = { $measures }: no change yet.
gain-scores = { $others ->
        [0] Your scores
       *[other] Your other scores
    }: only small steps, if any.
gain-clear-worse = { $measure }: { $old } to { $new }. { $way ->
        [up] That went up, so we look at why.
       *[down] That went down, so we look at why.
    }
gain-eases = { $measure }: { $old } to { $new }. That went up, so we ease off and look at why.

### $at: start = first in a sentence, otherwise in the middle.

measure-q_pain_now = { $at ->
        [start] Pain now
       *[middle] pain now
    }
measure-q_pain_worst = { $at ->
        [start] Worst pain
       *[middle] worst pain
    }
measure-q_goal_score = { $at ->
        [start] Your goal
       *[middle] your goal
    }
measure-q_ftf = { $at ->
        [start] Fingers to floor
       *[middle] fingers to floor
    }
measure-q_f1 = { $at ->
        [start] Leg-back test
       *[middle] leg-back test
    }
measure-q_f2 = { $at ->
        [start] Heel-up test
       *[middle] heel-up test
    }
measure-q_f3 = { $at ->
        [start] Shin-turn test
       *[middle] shin-turn test
    }
measure-q_f4 = { $at ->
        [start] Bow test
       *[middle] bow test
    }
measure-score = { $at ->
        [start] Score for { $name }
       *[middle] score for { $name }
    }
