import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Mogen wij u de volgende keer herkennen?',
  consentText:
    'Met een ja plaatsen wij een cookie, zodat u dezelfde versie van onze pagina’s weer ziet, en mogen wij het bedrijf van wie u de advertentie aanklikte zeggen of die werkte. Met een nee werkt alles hetzelfde en wordt alleen het nee bewaard.',
  consentYes: 'Ja',
  consentNo: 'Nee',
  consentChoose: 'Een voor een kiezen',
  privacyChoices: 'Privacykeuzes',
  choicesLead:
    'Wat deze browser heeft geantwoord en wat wij daarom bewaren. Veranderen is even makkelijk als ja zeggen.',
  choiceMeasurement: 'Mij bij mijn volgende bezoek herkennen, met een cookie van 180 dagen.',
  choiceAdUserData:
    'Het bedrijf van wie ik de advertentie aanklikte zeggen of die tot een aanvraag of bestelling leidde.',
  choiceAdPersonalization: 'Dat bedrijf mag dit gebruiken om te kiezen welke advertenties ik zie.',
  choicesSave: 'Opslaan',
  choicesSaved: 'Opgeslagen.',
  choicesGpc:
    'Uw browser vraagt met Global Privacy Control niets voor advertenties te delen. Daar houden wij ons aan, wat er ook is aangevinkt.',
  exportTitle: 'Downloaden wat over mij is bewaard',
  exportText:
    'Een bestand met alles wat bij het nummer in deze browser hoort, ook aanvragen die u hebt verstuurd.',
  eraseTitle: 'Verwijderen wat over mij is bewaard',
  eraseText:
    'Verwijdert het meteen en voorgoed, ook aanvragen die u met een formulier hebt verstuurd, en haalt onze cookies weg.',
  erased: 'Verwijderd. Deze browser draagt geen nummer van ons meer.',
  countedToday:
    'Bezoeken van één dag worden hier samen geteld, onder een nummer dat uit uw netwerkadres en uw browser wordt gemaakt. Op uw apparaat wordt daarvan niets opgeslagen. De sleutel wordt na middernacht vernietigd; dan kan niemand meer zeggen van wie het nummer was. Als u opslaat zonder het eerste vakje aan te vinken, maken wij er vanaf dan geen.',
  unrecognised:
    'Deze browser draagt geen nummer van ons, dus kunnen wij niets aan u toewijzen. Hebt u een formulier verstuurd, schrijf ons dan met het e-mailadres dat u opgaf.',
};
