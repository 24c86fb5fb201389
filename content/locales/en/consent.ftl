# Consent: a policy that has changed, and a yes that is taken back.

### A changed policy, asked again; on a locked screen too: nothing about health

renew-title = <b>How I handle your data has changed</b>
# What each version has changed, in one or two lines.
policy-change-2 = New: /withdraw takes back your yes. /export gives you a copy of your data.{ $months ->
        [0] { "" }
       *[other] { " " }If I hear nothing from you for long, I warn you. Then I delete your data.
    }
renew-change = { $what }
renew-ask = Is that fine with you? Until you answer, I send nothing else.
renew-thanks = Thank you. We go on.
hint-renew = Please answer this first. Then I can listen.
again-renew = I may not store answers before you agree. Tap "I agree", or "No, thanks".
renew-first = Please answer this first.
renew-new = Please answer this first. Then I ask what is new. Is it urgent? { $number ->
        [none] Call your local emergency number now.
       *[other] Call { $number } or your local emergency number now.
    }
button-read-it = Read it
button-no-thanks = No, thanks

### Taking back the yes

command-withdraw = Take back your yes
button-withdraw = Take back my yes
withdraw-ask =
    <b>Take back your yes?</b>
    All messages from me end at once. I use nothing that you told me any more. Your data stays locked for 30 days, in case you change your mind. Then it is deleted. /erase deletes it now.
button-withdraw-yes = Yes, take it back
button-withdraw-no = No, go on
withdraw-kept = Your yes stays. Nothing has changed.
withdraw-none = There is no yes to take back. I store none of your answers.
withdrawn =
    <b>Done. Your yes is taken back.</b>
    I send you nothing more, and I use nothing that you told me. Your data stays locked until { $date }. Then it is deleted.
withdrawn-rest = You took back your yes, so I keep nothing of what you write. You can start again, get a copy, or delete your data.
again-withdrawn = Your yes is taken back, so I forget each message at once. The buttons lead on.
button-start-again = Start again
