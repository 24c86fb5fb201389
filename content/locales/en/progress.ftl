# Pictures in the talk: how it is going, today's moves at one look, the result and the week.

## /progress

command-progress = How it is going
help-progress = /progress shows how it is going.
button-progress = How it is going
# $days: how many; 0 = all of them.
progress-title = { $days ->
        [0] <b>All your days so far</b>
        [one] <b>Your last day</b>
       *[other] <b>Your last { $days } days</b>
    }
progress-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
progress-all = All
# The button of what is shown.
progress-now = · { $label } ·
progress-none = There is nothing to show yet. Your first report begins the picture.

## Today's moves

button-album = Show all
album = Today's moves, in order. Tap one to see it large.

## The result, and the week

result-picture = Your answers at one look. The words are below.
summary-picture = See the week
