import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Dürfen wir Sie wiedererkennen?',
  consentText:
    'Mit einem Ja setzen wir ein Cookie, damit Sie dieselbe Fassung unserer Seiten wiedersehen, und dürfen dem Unternehmen, dessen Anzeige Sie angeklickt haben, sagen, ob sie gewirkt hat. Mit einem Nein geht alles genauso, und gespeichert wird nur das Nein.',
  consentYes: 'Ja',
  consentNo: 'Nein',
  consentChoose: 'Einzeln wählen',
  privacyChoices: 'Datenschutz-Einstellungen',
  choicesLead:
    'Was dieser Browser geantwortet hat und was wir deshalb speichern. Ändern ist so einfach wie zustimmen.',
  choiceMeasurement: 'Mich beim nächsten Besuch wiedererkennen, mit einem Cookie für 180 Tage.',
  choiceAdUserData:
    'Dem Unternehmen, dessen Anzeige ich angeklickt habe, sagen, ob daraus eine Anfrage oder Bestellung wurde.',
  choiceAdPersonalization: 'Dieses Unternehmen darf danach auswählen, welche Anzeigen ich sehe.',
  choicesSave: 'Speichern',
  choicesSaved: 'Gespeichert.',
  choicesGpc:
    'Ihr Browser bittet mit Global Privacy Control darum, nichts für Werbung weiterzugeben. Daran halten wir uns, was auch angekreuzt ist.',
  exportTitle: 'Herunterladen, was über mich gespeichert ist',
  exportText:
    'Eine Datei mit allem, was zur Nummer in diesem Browser gehört, auch Anfragen, die Sie gesendet haben.',
  eraseTitle: 'Löschen, was über mich gespeichert ist',
  eraseText:
    'Löscht es sofort und endgültig, auch Anfragen, die Sie mit einem Formular gesendet haben, und entfernt unsere Cookies.',
  erased: 'Gelöscht. Dieser Browser trägt keine Nummer von uns mehr.',
  countedToday:
    'Besuche eines Tages werden hier zusammen gezählt, unter einer Nummer aus Ihrer Netzwerkadresse und Ihrem Browser. Auf Ihrem Gerät wird davon nichts gespeichert. Ihr Schlüssel wird nach Mitternacht vernichtet; dann kann niemand mehr sagen, wessen Nummer es war. Wenn Sie speichern, ohne das erste Kästchen anzukreuzen, bilden wir von da an keine.',
  unrecognised:
    'Dieser Browser trägt keine Nummer von uns, deshalb können wir nichts Ihnen zuordnen. Wenn Sie ein Formular gesendet haben, schreiben Sie uns mit der angegebenen E-Mail-Adresse.',
};
