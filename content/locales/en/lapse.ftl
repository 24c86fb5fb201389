### Back after missed sessions, and the rest day. No guilt: days off are a fact.

days-off = After { $days ->
        [one] { $days } day
       *[other] { $days } days
    } off, { $row ->
        [3] strength moves are one step easier today.
        [7] your moves start easy.
       *[other] you go on in phase { $phase }. Each move starts at its first step.
    }
button-short = 2-minute version
rest-day-move = One easy nerve move is fine today, if you like:
