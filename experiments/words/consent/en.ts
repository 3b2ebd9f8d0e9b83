import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'May we recognise you next time?',
  consentText:
    'With a yes we set a cookie, so that you see the same version of our pages again, and may tell the company whose ad you clicked whether it worked. With a no everything works the same, and nothing but the no is stored.',
  consentYes: 'Yes',
  consentNo: 'No',
  consentChoose: 'Choose one by one',
  privacyChoices: 'Privacy choices',
  choicesLead:
    'What this browser has answered, and what we hold because of it. Changing it is as easy as saying yes.',
  choiceMeasurement: 'Recognise me on my next visit, by a cookie that lasts 180 days.',
  choiceAdUserData: 'Tell the company whose ad I clicked whether it led to a request or an order.',
  choiceAdPersonalization: 'That company may use this to choose the ads that I see.',
  choicesSave: 'Save',
  choicesSaved: 'Saved.',
  choicesGpc:
    'Your browser asks with Global Privacy Control not to share anything for ads. We do not, whatever is ticked.',
  exportTitle: 'Download what is stored about me',
  exportText:
    'A file with everything that belongs to the number in this browser, requests that you sent included.',
  eraseTitle: 'Delete what is stored about me',
  eraseText:
    'Deletes it at once and for good, requests that you sent with a form included, and takes our cookies away.',
  erased: 'Deleted. This browser carries no number of ours any more.',
  countedToday:
    'Visits of one day are counted together here, by a number made from your network address and your browser. Nothing of it is stored on your device. Its key is destroyed after midnight, and then nobody can tell whose number it was. If you save without ticking the first box, we do not make one from then on.',
  unrecognised:
    'This browser carries no number of ours, so there is nothing that we could tell to be yours. If you sent a form, write to us with the e-mail address that you gave.',
};
