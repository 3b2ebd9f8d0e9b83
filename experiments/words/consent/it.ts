import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Possiamo riconoscerla la prossima volta?',
  consentText:
    'Con un sì impostiamo un cookie, così rivedrà la stessa versione delle nostre pagine, e possiamo dire all’azienda di cui ha cliccato l’annuncio se ha funzionato. Con un no tutto funziona allo stesso modo e si salva solo il no.',
  consentYes: 'Sì',
  consentNo: 'No',
  consentChoose: 'Scegliere una per una',
  privacyChoices: 'Scelte sulla privacy',
  choicesLead:
    'Che cosa ha risposto questo browser e che cosa conserviamo per questo. Cambiare è facile come dire sì.',
  choiceMeasurement: 'Riconoscermi alla prossima visita, con un cookie che dura 180 giorni.',
  choiceAdUserData:
    'Dire all’azienda di cui ho cliccato l’annuncio se ha portato a una richiesta o a un ordine.',
  choiceAdPersonalization: 'Quell’azienda può usarlo per scegliere gli annunci che vedo.',
  choicesSave: 'Salva',
  choicesSaved: 'Salvato.',
  choicesGpc:
    'Il suo browser chiede con Global Privacy Control di non condividere nulla per la pubblicità. Lo rispettiamo, qualunque casella sia spuntata.',
  exportTitle: 'Scaricare ciò che è conservato su di me',
  exportText:
    'Un file con tutto ciò che appartiene al numero di questo browser, comprese le richieste inviate.',
  eraseTitle: 'Cancellare ciò che è conservato su di me',
  eraseText:
    'Cancella subito e per sempre, comprese le richieste inviate con un modulo, e toglie i nostri cookie.',
  erased: 'Cancellato. Questo browser non porta più alcun nostro numero.',
  countedToday:
    'Le visite di uno stesso giorno sono contate insieme, con un numero ricavato dal Suo indirizzo di rete e dal Suo browser. Nulla di questo è salvato sul Suo dispositivo. La chiave viene distrutta dopo mezzanotte e allora nessuno può più dire di chi fosse il numero. Se salva senza spuntare la prima casella, da quel momento non ne creiamo.',
  unrecognised:
    'Questo browser non porta alcun nostro numero, quindi non possiamo attribuirle nulla. Se ha inviato un modulo, ci scriva con l’indirizzo e-mail indicato.',
};
