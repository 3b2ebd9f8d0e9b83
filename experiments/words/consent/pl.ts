import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Czy możemy rozpoznać Państwa następnym razem?',
  consentText:
    'Po zgodzie zapisujemy plik cookie, aby znów pokazać tę samą wersję naszych stron, i możemy powiedzieć firmie, której reklamę kliknięto, czy zadziałała. Bez zgody wszystko działa tak samo, a zapisujemy tylko odmowę.',
  consentYes: 'Tak',
  consentNo: 'Nie',
  consentChoose: 'Wybrać osobno',
  privacyChoices: 'Ustawienia prywatności',
  choicesLead:
    'Co odpowiedziała ta przeglądarka i co dlatego przechowujemy. Zmiana jest tak łatwa jak zgoda.',
  choiceMeasurement:
    'Rozpoznawać mnie przy następnej wizycie za pomocą pliku cookie przez 180 dni.',
  choiceAdUserData:
    'Powiedzieć firmie, której reklamę kliknięto, czy doprowadziła do zapytania lub zamówienia.',
  choiceAdPersonalization: 'Ta firma może na tej podstawie dobierać reklamy, które widzę.',
  choicesSave: 'Zapisz',
  choicesSaved: 'Zapisano.',
  choicesGpc:
    'Przeglądarka prosi przez Global Privacy Control, aby nie udostępniać niczego na potrzeby reklam. Przestrzegamy tego niezależnie od zaznaczeń.',
  exportTitle: 'Pobierz to, co jest o mnie zapisane',
  exportText:
    'Plik ze wszystkim, co należy do numeru w tej przeglądarce, także z wysłanymi zapytaniami.',
  eraseTitle: 'Usuń to, co jest o mnie zapisane',
  eraseText:
    'Usuwa od razu i na zawsze, także zapytania wysłane formularzem, oraz usuwa nasze pliki cookie.',
  erased: 'Usunięto. Ta przeglądarka nie ma już żadnego naszego numeru.',
  countedToday:
    'Wizyty z jednego dnia są tu liczone razem, pod numerem utworzonym z adresu sieciowego i przeglądarki. Nic z tego nie jest zapisywane na urządzeniu. Klucz jest niszczony po północy i wtedy nikt nie może już powiedzieć, czyj był ten numer. Po zapisaniu bez zaznaczenia pierwszego pola nie tworzymy go więcej.',
  unrecognised:
    'Ta przeglądarka nie ma żadnego naszego numeru, więc nie możemy niczego Państwu przypisać. Po wysłaniu formularza prosimy napisać z podanego adresu e-mail.',
};
