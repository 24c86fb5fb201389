# Deleting everything, and the receipt for it.

erase-ask =
    <b>Delete everything I have stored about you?</b>
    Your answers, your plan, your reports and all my notes on them. They will be gone for good.
erase-telegram = Telegram keeps its own copy of this chat. I can also take away what I wrote here in the last 2 days.
erase-copy-first = Would you like a copy first? Take it before you delete.
button-erase-yes = Delete everything
button-erase-sweep = Delete it, and the bot's messages
button-erase-no = Keep it
erase-kept = Kept. Nothing was deleted.

erased =
    <b>Done. Everything I stored about you is deleted.</b>{ $swept ->
        [yes] { " " }My messages of the last 2 days go too, as far as Telegram allows.
       *[no] { "" }
    }
erased-receipt =
    When: { $when }
    Receipt: <code>{ $number }</code>. I keep no copy of it.
erased-when = { $date } { $year }, { $time } ({ $zone })
erased-counts = Deleted: { $answers ->
        [one] { $answers } answer
       *[other] { $answers } answers
    }, { $reports ->
        [one] { $reports } report
       *[other] { $reports } reports
    }, and all that I made of them.
erased-telegram = Telegram still has this chat. To delete it there, open its menu and choose "Delete chat".
erased-backups = Old backups are locked, and newer ones take their place. If one is ever put back, you are deleted again.
erased-begin = You can begin anew at any time: /start.

erase-unread = I cannot open what I have stored about you. I can delete it. Write <code>/erase yes</code> for that. It will be gone for good.
erased-unread = Done. Everything I stored about you is deleted. Telegram still has this chat. You can delete it there. /start begins anew.
