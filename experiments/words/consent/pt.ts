import type { ConsentWords } from '../consent-words.ts';

export const consent: ConsentWords = {
  consentTitle: 'Podemos reconhecê-lo da próxima vez?',
  consentText:
    'Com um sim colocamos um cookie, para que volte a ver a mesma versão das nossas páginas, e podemos dizer à empresa cujo anúncio clicou se ele funcionou. Com um não tudo funciona da mesma forma e só o não fica guardado.',
  consentYes: 'Sim',
  consentNo: 'Não',
  consentChoose: 'Escolher um a um',
  privacyChoices: 'Opções de privacidade',
  choicesLead:
    'O que este navegador respondeu e o que guardamos por isso. Mudar é tão fácil como dizer sim.',
  choiceMeasurement: 'Reconhecer-me na próxima visita, com um cookie que dura 180 dias.',
  choiceAdUserData: 'Dizer à empresa cujo anúncio cliquei se levou a um pedido ou a uma encomenda.',
  choiceAdPersonalization: 'Essa empresa pode usá-lo para escolher os anúncios que vejo.',
  choicesSave: 'Guardar',
  choicesSaved: 'Guardado.',
  choicesGpc:
    'O seu navegador pede com Global Privacy Control que nada seja partilhado para publicidade. Respeitamo-lo, seja o que for que esteja assinalado.',
  exportTitle: 'Descarregar o que está guardado sobre mim',
  exportText:
    'Um ficheiro com tudo o que pertence ao número neste navegador, incluindo os pedidos que enviou.',
  eraseTitle: 'Apagar o que está guardado sobre mim',
  eraseText:
    'Apaga de imediato e para sempre, incluindo os pedidos enviados por formulário, e retira os nossos cookies.',
  erased: 'Apagado. Este navegador já não tem nenhum número nosso.',
  countedToday:
    'As visitas de um mesmo dia são contadas aqui em conjunto, com um número formado a partir do seu endereço de rede e do seu navegador. Nada disso é guardado no seu dispositivo. A chave é destruída depois da meia-noite e então ninguém pode dizer de quem era o número. Se guardar sem assinalar a primeira caixa, a partir daí não criamos nenhum.',
  unrecognised:
    'Este navegador não tem nenhum número nosso, por isso nada podemos atribuir a si. Se enviou um formulário, escreva-nos com o endereço de e-mail que indicou.',
};
