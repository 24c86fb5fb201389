# What was decided after a session, and why: one sentence each (clinical spec 7, D1-D13).
#
# The key is the row and what made it fire. $pain, $morning (next morning), $worst of the two: 0-10.
# $effort: 0-10. $culprit: the name of a move. $named: a move that hurt is known. $shortest: no
# session of so few minutes can be shorter.

decision-d1-card = You ticked a sign that needs help now. Your moves are stopped.

decision-d2-card = You ticked a sign to have checked first. Your moves are paused.
decision-d2-pain = Pain was { $worst }. I pause your moves so it can be checked.
decision-d2-two-red = Pain was too high twice in 3 sessions. I pause your moves.
decision-d2-tingling = Tingling was worse 3 times running. I pause your moves.
decision-d2-tingling-stays = Tingling was worse and still there next morning. I pause your moves.

decision-d3-pain = Pain was { $pain }, so the next session is a gentle one.
decision-d3-morning = Pain was { $morning } next morning, so the next session is a gentle one.

decision-d4-tingling = Tingling was worse twice lately, so the stronger nerve moves rest 14 days.
decision-d5-tingling = Tingling was worse, so nerve moves go one step easier.

decision-d6-culprit = { $culprit } hurt twice in 14 days. It rests for 14 days.

decision-d7-pain = Pain was { $pain }, the second strong session running. { decision-eased }
decision-d7-morning = Pain was { $morning } next morning, for the second time. { decision-eased }
decision-d7-effort = Effort was { $effort }, the second strong session running. { decision-eased }
decision-eased = { $named ->
        [yes] We ease one move.
       *[no] We ease what we can.
    }

decision-d8-pain = Pain was { $pain }, so we keep today's level.
decision-d8-morning = Pain was { $morning } next morning, so we keep today's level.
decision-d8-effort = Effort was { $effort }, so we keep today's level.

decision-d9-partial = You did part of it twice lately. { $shortest ->
        [yes] Your sessions are as short as they get.
       *[no] Sessions get shorter for 7 days.
    }

decision-d10-partial = You did part of it, so we keep today's level.
decision-d10-skipped = No moves this time, so the level stays as it is.

decision-d11-unknown = I do not know your pain, so we keep today's level.

decision-d12-effort = Effort was { $effort }, so we keep today's level.

decision-d13-green = Pain was { $pain }, so this session counts.
decision-nerve-waits = Nerve moves wait until tingling is calm.

## What became of the moves. $moves: names, joined.

changes-up = One step up: { $moves }.
changes-passed = Well learned: { $moves }.
changes-opened = New for you: { $moves }.
changes-down = One step easier: { $moves }.
changes-returned = Back for now: { $moves }.
changes-halved = Half the repetitions for 3 sessions: { $moves }.
changes-rested = Resting for 14 days: { $moves }.
