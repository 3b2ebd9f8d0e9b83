import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: '¿Podemos reconocerle la próxima vez?',
  consentText:
    'Si dice que sí, ponemos una cookie para que vuelva a ver la misma versión de nuestras páginas y podemos decir a la empresa cuyo anuncio pulsó si ha funcionado. Si dice que no, todo funciona igual y solo se guarda el no.',
  consentYes: 'Sí',
  consentNo: 'No',
  consentChoose: 'Elegir uno por uno',
  privacyChoices: 'Opciones de privacidad',
  choicesLead:
    'Lo que ha respondido este navegador y lo que guardamos por ello. Cambiarlo es tan fácil como decir que sí.',
  choiceMeasurement: 'Reconocerme en mi próxima visita, con una cookie que dura 180 días.',
  choiceAdUserData: 'Decir a la empresa cuyo anuncio pulsé si llevó a una solicitud o a un pedido.',
  choiceAdPersonalization: 'Esa empresa puede usarlo para elegir los anuncios que veo.',
  choicesSave: 'Guardar',
  choicesSaved: 'Guardado.',
  choicesGpc:
    'Su navegador pide con Global Privacy Control que no se comparta nada para publicidad. Lo respetamos, marque lo que marque.',
  exportTitle: 'Descargar lo que se guarda sobre mí',
  exportText:
    'Un archivo con todo lo que pertenece al número de este navegador, también las solicitudes que envió.',
  eraseTitle: 'Borrar lo que se guarda sobre mí',
  eraseText:
    'Lo borra de inmediato y para siempre, también las solicitudes enviadas con un formulario, y quita nuestras cookies.',
  erased: 'Borrado. Este navegador ya no lleva ningún número nuestro.',
  countedToday:
    'Las visitas de un mismo día se cuentan aquí juntas, con un número formado a partir de su dirección de red y su navegador. Nada de ello se guarda en su dispositivo. Su clave se destruye después de medianoche y entonces nadie puede saber de quién era el número. Si guarda sin marcar la primera casilla, a partir de ese momento no creamos ninguno.',
  unrecognised:
    'Este navegador no lleva ningún número nuestro, así que no podemos saber qué es suyo. Si envió un formulario, escríbanos con la dirección de correo que indicó.',
};
