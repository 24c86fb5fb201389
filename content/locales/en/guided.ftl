# The session led move by move, its cards, and Back inside the check-in.

## The list of today's moves

guided-how = Start shows one move at a time. Did them by yourself? Tap Done, or write "done 2" (2 is your pain).
guided-go-on = Go on with move { $n } of { $total }.
guided-empty = Tap Done when you like. The next session comes as planned.
guided-item-done = { $n }. <b>{ $name }</b>: done
guided-item-skipped = { $n }. <b>{ $name }</b>: skipped
guided-item-stopped = { $n }. <b>{ $name }</b>: stopped for today
button-begin = Start
button-go-on = Go on: move { $n } of { $total }
# The day after, when a session was left half way.
guided-kept = Last time you did { $done } of { $total ->
        [one] { $total } move
       *[other] { $total } moves
    }. That counts.

## A movement check: how it is done, and what is asked

question-check = { $how } <b>{ $asked }</b>

## A card

# $one: one set, as below.
guided-dose = { $sets ->
        [one] { $sets } set: { $one }.
       *[other] { $sets } sets. Each set: { $one }.
    }{ $rest ->
        [0] {""}
        [one] {" "}Rest { $rest } second between.
       *[other] {" "}Rest { $rest } seconds between.
    }{ $extra ->
        [left] {" "}Then 1 more set on the left.
        [right] {" "}Then 1 more set on the right.
       *[none] {""}
    }
# $first: the leg that comes first.
guided-set-each-reps = { $first ->
        [right] right { $n }, left { $n }
       *[left] left { $n }, right { $n }
    }
guided-set-each-hold = hold { $first ->
        [right] right { $n }, left { $n }
       *[left] left { $n }, right { $n }
    } { $n ->
        [one] second
       *[other] seconds
    }
guided-set-reps = { $n ->
        [one] { $n } slow rep
       *[other] { $n } slow reps
    }
guided-set-turn = { $n ->
        [one] { $n } rep
       *[other] { $n } reps in all
    }, legs in turn
guided-set-hold = hold { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }
guided-tempo = Pace: { $effort ->
        [one] { $effort } second
       *[other] { $effort } seconds
    } out{ $hold ->
        [0] {""}
       *[other] , { $hold } still
    }, { $back } back.
guided-rest = Rest { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }, then:
guided-halved = Easier today: half of it.
guided-instead = Easier today, in place of: { $name }.
guided-was-done = You did this one.
guided-was-skipped = You skipped this one.
button-easier = Easier
button-harder = Harder
button-hurts = This hurts
hint-card = Tap Done when you have done this move. Too hard? Tap Easier.

## What a tap on a card says

guided-lowest = It cannot get easier today. You can skip it. That is fine.
guided-full = Back to the full dose of today.
guided-hurt-stays = It hurt today, so it stays small.
guided-gentle = Gentle days stay light. Steps up come on other days.
guided-small-first = It is smaller for a while. The full dose comes first.
guided-top = This is the top step of this move for now.
guided-steps-up = Today's dose stays. { $n ->
        [one] { $n } more good session, and it can step up.
       *[other] { $n } more good sessions, and it can step up.
    }{ $faster ->
        [yes] {" "}Very easy ones get there faster.
       *[no] {""}
    } Good means: all done, pain 0-3, and not too hard.
guided-slowly = More work now: take { $back ->
        [one] the { $back } second
       *[other] all { $back } seconds
    } on the way back.
guided-hurts = <b>How much does this move hurt, 0-10?</b>
    { $name }
guided-fine = 0 to 3 is fine. Go on slowly.
guided-smaller = At 4 or 5 we make it smaller.
guided-no-smaller = It cannot get smaller today. If it stays at 4 or 5, skip it.
guided-stopped = We stop that move for today. Here is the next one.
guided-end = { $done } of { $total ->
        [one] { $total } move
       *[other] { $total } moves
    } done. Well done.
