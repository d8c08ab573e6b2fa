/** The privacy policy as it stands. `version` is its date; an account keeps the version its owner agreed to. */
export const POLICY = {
  version: "2026-11-27",
  contact: "soulpath@polsia.app",
  sections: [
    {
      title: "Who this is about",
      paragraphs: [
        "Cliently keeps the records of practitioners who work for themselves. Two kinds of people appear in it: you, who have the account, and your clients, about whom you write. You decide what is written about your clients and answer to them for it; Cliently stores it for you and does nothing else with it unless you ask.",
      ],
    },
    {
      title: "What is kept about you",
      paragraphs: [
        "Your e-mail address, your name, the date on which you agreed to this policy and which version that was, and your word that you are 18 or over. Your password is never kept: only a bcrypt hash of it (cost 12, mixed first with a secret that the database does not hold), from which it cannot be read back.",
        "For every browser you sign in from: when it was last seen, and a short label such as “Chrome on Linux”, so that changes from your devices can be told apart.",
        "While the server runs it writes a technical log of requests: the time, which part of the program answered, how it ended, how long it took. There are no names, no addresses of pages you look at and no words of yours in it. To slow down whoever guesses passwords, the server counts sign-ins and new accounts by network address; it keeps these counts in memory only, for an hour at most.",
      ],
    },
    {
      title: "What is kept about your clients",
      paragraphs: [
        "Exactly what you enter about clients and about people who ask whether they can become one: names, how to reach them, postal addresses, whom to call in an emergency, dates of birth, background and health-related information, intake notes, through whom they came and what is to be done next, consents, session notes with their earlier versions, signatures and addenda, goals and how they stand, answers to questionnaires, and summaries you asked for.",
        "A file from which you import people is read on your device. The people in it are kept, with the name of the file; the file itself is neither kept nor sent anywhere. A file to which you export clients is not encrypted and lies where you save it.",
        "Make sure before you enter something that your client agrees to it. The consent register of each client is there for that.",
      ],
    },
    {
      title: "How it is protected",
      paragraphs: [
        "Everything travels encrypted: between your device and the server by HTTPS, and between the server and its database by TLS.",
        "In the database, what you write is encrypted under a key of your account’s own, and that key is itself encrypted under one that is kept outside of the database. Identifiers, times and states stay readable there, because the database has to sort by them. The database itself keeps accounts apart, besides the program.",
        "On your device, everything is encrypted before it is stored, what is kept for searching included, under a key that only your password can open. What you search for stays on the device and is kept nowhere. Your e-mail address stays readable there, so that the lock screen can say whose records they are.",
      ],
    },
    {
      title: "What this does not protect against",
      paragraphs: [
        "It is not end-to-end encryption. While the server works for you it can read what it works on; without that there could be no summaries.",
        "Nobody can protect what is on a device that is unlocked or taken over. A device that never comes online again is protected by its lock alone. And no protection is perfect: we do what is written here, and do not promise what nobody can.",
      ],
    },
    {
      title: "AI summaries",
      paragraphs: [
        "Nothing is ever sent to an AI model by itself. A summary is made when you press the button for one note, after you have seen the very text that will be sent and to whom, and only for a client whose consent to AI is on record.",
        "One request carries one client’s note and nothing else. The provider is asked not to store it. It is kept on record that a request was made, when, to whom and how many characters it had, but not the text. Your records are not used to train models by us.",
        "A server without a provider makes its extracts by itself; then nothing leaves it.",
      ],
    },
    {
      title: "Who else receives something",
      paragraphs: [
        "Nobody buys or rents data from us. Apart from the AI provider, if you use one, whoever runs the machines that this server stands on holds the encrypted database. We would hand something over when a law compels us to, or to keep a person from serious harm. Should Cliently ever pass to another owner, your records would go to them under this same policy.",
      ],
    },
    {
      title: "Cookies",
      paragraphs: [
        "Three, and all are needed. One keeps you signed in, for at most thirty days. One lets the server know a browser that you have signed in from, so that somebody who guesses at your password cannot lock you out; it opens nothing and lasts at most 400 days. One says which device this browser is, so that you can be told whether anything was lost when the browser clears what Cliently keeps on it; it goes when you sign out, and after 400 days. If your browser refuses them, you cannot sign in.",
        "There is no analytics, no advertising and nothing loaded from anywhere else.",
      ],
    },
    {
      title: "How long it is kept",
      paragraphs: [
        "As long as you have the account. You can ask us to delete it, and all of it is gone within 30 days, including the keys without which older backups cannot be read. Something the law obliges us to keep is kept for as long as it says and no longer. Signing out and removing your records from a device takes effect there at once.",
      ],
    },
    {
      title: "Your rights",
      paragraphs: [
        "You can see what is kept about you, have it corrected, have it deleted, take it with you in a form that other programs can read, and ask for its use to be restricted. Write to us, and we act within 30 days. Your clients have the same rights towards you, and we help you to fulfil them.",
      ],
    },
    {
      title: "Your part",
      paragraphs: [
        "Keep your password to yourself, have your clients’ consent before you enter something about them or ask for a summary, and follow the laws and professional rules of where you work.",
      ],
    },
    {
      title: "Age",
      paragraphs: [
        "Accounts are for people of 18 or over, and so are the client records. If you learn that a minor has an account, please tell us: we will remove it.",
      ],
    },
    {
      title: "Changes",
      paragraphs: ["When this policy changes, the new one stands here with its date."],
    },
  ],
} as const;
