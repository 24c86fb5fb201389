# What is said, once a minute, to somebody who sends more than can be read.

flood-wait = That was a lot at once. Please wait a minute. I have not read what came last. If it matters, send it again then.
    <b>Is this an emergency?</b> { $number ->
        [none] Call your local emergency number now.
       *[other] Call { $number }, or your local emergency number, now.
    }
