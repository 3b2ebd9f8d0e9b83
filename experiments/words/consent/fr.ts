import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Pouvons-nous vous reconnaître ?',
  consentText:
    'Avec un oui, un cookie vous montre à nouveau la même version de nos pages, et nous pouvons dire à l’entreprise dont vous avez cliqué l’annonce si elle a été utile. Avec un non, tout fonctionne de la même façon et seul le non est enregistré.',
  consentYes: 'Oui',
  consentNo: 'Non',
  consentChoose: 'Choisir un par un',
  privacyChoices: 'Choix de confidentialité',
  choicesLead:
    'Ce que ce navigateur a répondu et ce que nous conservons pour cela. Changer d’avis est aussi simple que dire oui.',
  choiceMeasurement: 'Me reconnaître à ma prochaine visite, par un cookie de 180 jours.',
  choiceAdUserData:
    'Dire à l’entreprise dont j’ai cliqué l’annonce si elle a mené à une demande ou à une commande.',
  choiceAdPersonalization:
    'Cette entreprise peut s’en servir pour choisir les annonces que je vois.',
  choicesSave: 'Enregistrer',
  choicesSaved: 'Enregistré.',
  choicesGpc:
    'Votre navigateur demande par Global Privacy Control de ne rien partager pour la publicité. Nous le respectons, quelles que soient les cases cochées.',
  exportTitle: 'Télécharger ce qui est conservé sur moi',
  exportText:
    'Un fichier avec tout ce qui appartient au numéro de ce navigateur, y compris les demandes envoyées.',
  eraseTitle: 'Effacer ce qui est conservé sur moi',
  eraseText:
    'Efface tout de suite et définitivement, y compris les demandes envoyées par formulaire, et retire nos cookies.',
  erased: 'Effacé. Ce navigateur ne porte plus aucun numéro de notre part.',
  countedToday:
    'Les visites d’une même journée sont comptées ensemble ici, sous un numéro tiré de votre adresse réseau et de votre navigateur. Rien n’en est enregistré sur votre appareil. Sa clé est détruite après minuit, et plus personne ne peut dire à qui était ce numéro. Si vous enregistrez sans cocher la première case, nous n’en créons plus.',
  unrecognised:
    'Ce navigateur ne porte aucun numéro de notre part : nous ne pouvons rien vous attribuer. Si vous avez envoyé un formulaire, écrivez-nous avec l’adresse e-mail indiquée.',
};
