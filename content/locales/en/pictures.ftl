# What pictures of the past say: the same in words below them, and the few words inside them.
# Words inside a picture are short: they stand at a large size on a small screen.

## Below a picture. $days: 7, 30 or 90; 0 = all.

past-empty = Nothing to show yet. Your first report begins the picture.
past-other-days = These days hold no reports. A longer look shows more.
past-kept = { $days ->
        [0] So far
        [one] The last { $days } day
       *[other] The last { $days } days
    }: { $planned ->
        [one] { $kept } of { $planned } session.
       *[other] { $kept } of { $planned } sessions.
    }
# $what: pain (during the moves) or morning. $same: 1 = the first is the last.
past-number = { $what ->
        [pain] Pain during the moves
       *[morning] Pain the next morning
    }: { $same ->
        [1] { $first }.
       *[other] first { $first }, last { $last }.
    }
past-reach = Fingers to floor: { $same ->
        [1] { $first } cm.
       *[other] { $first } cm, now { $last } cm.
    }
past-ratings = How held back, 0-10: { $ratings }.
past-rating = { $name } { $same ->
        [1] { $first }
       *[other] { $first } to { $last }
    }
# $sessions is 2 or more.
past-gap = { $sessions ->
        [one] Longest gap: { $sessions } session without a report.
       *[other] Longest gap: { $sessions } sessions without a report.
    }
past-weeks = Each point is the worst of a week.

## Inside: days and numbers.

chart-progress = Pain and sessions
chart-week = Your week
chart-scale = Pain, 0 to 10
chart-scale-weeks = Pain, 0 to 10: worst of each week
chart-pain = During moves
chart-morning = Next morning
chart-pain-scale = Pain during moves, 0 to 10
chart-morning-scale = Pain the next morning, 0 to 10
chart-phase = Phase { $phase }
chart-done = Done
chart-partly = In part
chart-skipped = Not done
chart-eased = It hurt
chart-rest = Rest
chart-off = No sessions
chart-sessions = Sessions
chart-sessions-weeks = Sessions each week
chart-kept = { $planned ->
        [0] Rest days only
        [one] { $kept } of { $planned } session
       *[other] { $kept } of { $planned } sessions
    }
chart-checks = Checks: 0 is free
chart-no-checks = No movement checks yet
chart-cm = { $measure }, cm

## Inside: the result.

chart-result = What your answers show
chart-factors = How much each may play a part
chart-functions = How held back each move felt
chart-level = { $level ->
        [low] low
        [moderate] moderate
       *[high] high
    }
chart-score = { $score }, { $level }
chart-unknown = not known yet
