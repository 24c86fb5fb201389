# What the answers point to, and why: the result, the "why?" of one score, the "why?" of a move.
#
# $told is the number of reasons in $because, so that a sentence without reasons is left out.
# Scores go from 0 to 100. Say "seems" and "may"; never name a diagnosis.

### Names of the three factors and the four test moves.
### $at: start = first in a sentence, otherwise in the middle.

name-nerve =
    { $at ->
        [start] How freely your sciatic nerve moves
       *[middle] how freely your sciatic nerve moves
    }
name-length =
    { $at ->
        [start] Strength when the muscle is long
       *[middle] strength when the muscle is long
    }
name-posture =
    { $at ->
        [start] Time with bent knees
       *[middle] time with bent knees
    }
name-pelvis =
    { $at ->
        [start] Bow and hold
       *[middle] bow and hold
    }
name-hip_ext =
    { $at ->
        [start] Leg back
       *[middle] leg back
    }
name-knee_flex =
    { $at ->
        [start] Heel up
       *[middle] heel up
    }
name-rotation =
    { $at ->
        [start] Shin turn
       *[middle] shin turn
    }

name-and-score = { $name } ({ $score })

## The first sentence of the result: which factor leads.

explain-single =
    The biggest part seems to be { $name } ({ $score } of 100).{ $told ->
        [0] { "" }
       *[other] { " " }Why I think so: { $because }.
    }
# $because is of the first factor, $also of the second; $told counts the factors with reasons.
explain-shared =
    Two things share the lead: { $name } ({ $score }) and { $name2 } ({ $score2 }).{ $told ->
        [0] { "" }
        [1] { " " }Why: { $because }.
       *[other] { " " }Why: { $because }. Also: { $also }.
    }
explain-three =
    All three parts seem to play a role: { $names }.{ $told ->
        [0] { "" }
       *[other] { " " }Why: { $because }.
    } We will start with the gentlest.
explain-none =
    No single part stands out.{ $told ->
        [0] { "" }
       *[other] { " " }The highest is { $name } ({ $score }), as { $because }.
    } We will train all three lightly and look again in two weeks.

## One sentence for each other factor. $name stands first, but in the last.

explain-factor-high =
    { $name } looks like a strong part ({ $score }){ $told ->
        [0] .
       *[other] : { $because }.
    }
explain-factor-moderate =
    { $name } may play a part ({ $score }){ $told ->
        [0] .
       *[other] : { $because }.
    }
explain-factor-low = { $name } does not stand out now ({ $score }).
explain-unknown = I could not tell about { $name } yet.

## The four test moves. $side: left, right or both.

explain-function =
    { $name } felt most held back ({ $score }{ $side ->
        [left] , left leg
        [right] , right leg
       *[both] { "" }
    }).{ $told ->
        [0] { "" }
       *[other] { " " }Why: { $because }.
    }
explain-functions-free = All four moves felt fairly free.
explain-functions-some-free = The moves you tried felt fairly free.
explain-functions-unknown = I could not tell about the four moves yet.

## After a sentence with less behind it, and at the end of the result.

explain-less = { $line } I have less to go on here, as some checks were skipped.
explain-last = These numbers come from your answers. They guide the plan. They are not a diagnosis.

## The "why?" of one score: where its points come from.

explain-why-score = <b>{ $name }: { $score } of 100</b>
explain-why-unknown = <b>{ $name }: not known yet</b>
explain-why-base = +{ $points }: everyone starts with this.
explain-why-reason = +{ $points }: { $because }.
explain-why-rest = +{ $points }: your other answers.
explain-why-nothing = None of your answers adds to this.
explain-why-available = Some checks were skipped, so I count { $points } of { $available ->
        [one] { $available } point
       *[other] { $available } points
    }.
explain-why-too-few = Too many checks were skipped to say.
explain-why-capped-posture = It stays at { $score }, as you are not stiff after sitting.

## The "why?" of a move.

explain-item = { $move }: for { $factor } and { $function }. { explain-phase }
explain-item-alone = { $move }: for { $factor }. { explain-phase }
explain-phase =
    { $phase ->
        [1] Phase 1, calm and anchor.
        [2] Phase 2, both legs together.
        [3] Phase 3, legs take turns.
       *[4] Phase 4, load and keep.
    }
