<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru">
<context>
    <name>approval</name>
    <message>
        <source>it is better than the proposed way</source>
        <translation>это лучше предложенного</translation>
    </message>
    <message>
        <source>it comes out of quarantine</source>
        <translation>товар выходит из карантина</translation>
    </message>
    <message>
        <source>its value is above the limit</source>
        <translation>стоимость выше предела</translation>
    </message>
</context>
<context>
    <name>banner</name>
    <message>
        <source>Quantity {number} was typed but not confirmed: it does not count.</source>
        <translation>Количество {number} набрано, но не подтверждено: оно не учитывается.</translation>
    </message>
    <message>
        <source>{rma} and {others} more</source>
        <translation>{rma} и ещё {others}</translation>
    </message>
    <message>
        <source>No papers</source>
        <translation>Без документов</translation>
    </message>
    <message>
        <source>{client} · return by {date}</source>
        <translation>{client} · вернуть до {date}</translation>
    </message>
</context>
<context>
    <name>bench</name>
    <message>
        <source>function {grade}</source>
        <translation>функция {grade}</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Согласен</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Количество</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message numerus="yes">
        <source>%n parked parcels</source>
        <translation>
            <numerusform>%n отложенная посылка</numerusform>
            <numerusform>%n отложенные посылки</numerusform>
            <numerusform>%n отложенных посылок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items on hold</source>
        <translation>
            <numerusform>%n товар задержан</numerusform>
            <numerusform>%n товара задержано</numerusform>
            <numerusform>%n товаров задержано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels to look after</source>
        <translation>
            <numerusform>%n этикетка ждёт внимания</numerusform>
            <numerusform>%n этикетки ждут внимания</numerusform>
            <numerusform>%n этикеток ждут внимания</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan any code on the box</source>
        <translation>Отсканируйте любой код на коробке</translation>
    </message>
    <message>
        <source>Tracking number, return number or shipping code: whichever is readable.</source>
        <translation>Трек-номер, номер возврата или код грузовой единицы: какой читается.</translation>
    </message>
    <message>
        <source>Every item has its place</source>
        <translation>Каждый товар на своём месте</translation>
    </message>
    <message>
        <source>Close the parcel, or scan whatever else is in it.</source>
        <translation>Закройте посылку или сканируйте то, что в ней ещё есть.</translation>
    </message>
    <message>
        <source>Something is left to do</source>
        <translation>Осталось незаконченное</translation>
    </message>
    <message>
        <source>Take that item in hand, or scan whatever else is in the parcel.</source>
        <translation>Возьмите этот товар или отсканируйте, что ещё есть в посылке.</translation>
    </message>
    <message>
        <source>Take one item out and scan its barcode</source>
        <translation>Выньте товар и отсканируйте его штрихкод</translation>
    </message>
    <message>
        <source>Several equal ones may be counted as one: scan one, then enter the quantity.</source>
        <translation>Одинаковые можно принять вместе: отсканируйте один и введите количество.</translation>
    </message>
    <message>
        <source>No scanner reads it? Press Ctrl+F, type it, press Enter.</source>
        <translation>Сканер не читает? Нажмите Ctrl+F, введите номер и нажмите Enter.</translation>
    </message>
    <message>
        <source>Scan the serial number on the item or its box</source>
        <translation>Отсканируйте серийный номер на товаре или коробке</translation>
    </message>
    <message>
        <source>Scan the lot number on the package</source>
        <translation>Отсканируйте номер партии на упаковке</translation>
    </message>
    <message>
        <source>Or type it as year-month-day, then press Enter.</source>
        <translation>Или введите его: год-месяц-день, затем Enter.</translation>
    </message>
    <message>
        <source>Scan the expiry date on the package</source>
        <translation>Отсканируйте срок годности на упаковке</translation>
    </message>
    <message>
        <source>Decide otherwise</source>
        <translation>Решить иначе</translation>
    </message>
    <message>
        <source>How well does it work?</source>
        <translation>Как работает?</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Дефекты</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
</context>
<context>
    <name>category</name>
    <message>
        <source>apparel</source>
        <translation>одежда</translation>
    </message>
    <message>
        <source>electronics</source>
        <translation>электроника</translation>
    </message>
    <message>
        <source>home</source>
        <translation>для дома</translation>
    </message>
    <message>
        <source>hygiene</source>
        <translation>гигиена</translation>
    </message>
    <message>
        <source>food</source>
        <translation>продукты</translation>
    </message>
    <message>
        <source>battery</source>
        <translation>батареи</translation>
    </message>
    <message>
        <source>hazardous</source>
        <translation>опасный груз</translation>
    </message>
</context>
<context>
    <name>chip</name>
    <message numerus="yes">
        <source>look at %n labels</source>
        <translation>
            <numerusform>проверить %n этикетку</numerusform>
            <numerusform>проверить %n этикетки</numerusform>
            <numerusform>проверить %n этикеток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels not printed</source>
        <translation>
            <numerusform>%n этикетка не напечатана</numerusform>
            <numerusform>%n этикетки не напечатаны</numerusform>
            <numerusform>%n этикеток не напечатано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels wait</source>
        <translation>
            <numerusform>%n этикетка ждёт</numerusform>
            <numerusform>%n этикетки ждут</numerusform>
            <numerusform>%n этикеток ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on hold</source>
        <translation>
            <numerusform>%n задержан</numerusform>
            <numerusform>%n задержано</numerusform>
            <numerusform>%n задержано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parked</source>
        <translation>
            <numerusform>%n отложена</numerusform>
            <numerusform>%n отложено</numerusform>
            <numerusform>%n отложено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n спорный случай</numerusform>
            <numerusform>%n спорных случая</numerusform>
            <numerusform>%n спорных случаев</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Benches disagree: %n cases for a shift lead</source>
        <translation>
            <numerusform>Рабочие места разошлись: %n случай для старшего смены</numerusform>
            <numerusform>Рабочие места разошлись: %n случая для старшего смены</numerusform>
            <numerusform>Рабочие места разошлись: %n случаев для старшего смены</numerusform>
        </translation>
    </message>
    <message>
        <source>offline since {at}: {unsent}</source>
        <translation>нет связи с {at}: {unsent}</translation>
    </message>
    <message>
        <source>offline: {unsent}</source>
        <translation>нет связи: {unsent}</translation>
    </message>
    <message>
        <source>Central server: {state}. {unsent}. {contact}. {problem}</source>
        <translation>Центральный сервер: {state}. {unsent}. {contact}. {problem}</translation>
    </message>
    <message>
        <source>sending: {unsent}</source>
        <translation>отправка: {unsent}</translation>
    </message>
    <message>
        <source>not sending: {unsent}</source>
        <translation>не отправляется: {unsent}</translation>
    </message>
    <message>
        <source>look at the server: {unsent}</source>
        <translation>проверьте сервер: {unsent}</translation>
    </message>
    <message>
        <source>{role} {device}: {state}</source>
        <translation>{role} «{device}»: {state}</translation>
    </message>
    <message>
        <source>Time: {time}</source>
        <translation>Время: {time}</translation>
    </message>
</context>
<context>
    <name>choice</name>
    <message>
        <source>Add one</source>
        <translation>Добавить одну</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Открыть снова</translation>
    </message>
    <message>
        <source>Switch to its parcel</source>
        <translation>Перейти к той посылке</translation>
    </message>
    <message>
        <source>Open the tote</source>
        <translation>Открыть ящик</translation>
    </message>
    <message>
        <source>Close with differences</source>
        <translation>Закрыть с расхождениями</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Take in as unknown</source>
        <translation>Принять как неизвестный</translation>
    </message>
    <message>
        <source>Hold it for the lead</source>
        <translation>Задержать до старшего</translation>
    </message>
    <message>
        <source>No: print again</source>
        <translation>Нет: напечатать снова</translation>
    </message>
</context>
<context>
    <name>command</name>
    <message>
        <source>Accept and print</source>
        <translation>Принять и печатать</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Задержать</translation>
    </message>
    <message>
        <source>End hold</source>
        <translation>Освободить</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>Следующий товар</translation>
    </message>
    <message>
        <source>Close parcel</source>
        <translation>Закрыть посылку</translation>
    </message>
    <message>
        <source>Park parcel</source>
        <translation>Отложить посылку</translation>
    </message>
    <message>
        <source>Receive without papers</source>
        <translation>Принять без документов</translation>
    </message>
    <message>
        <source>Take in as undeclared</source>
        <translation>Принять как незаявленный</translation>
    </message>
    <message>
        <source>Wrong item was sent</source>
        <translation>Прислали не тот товар</translation>
    </message>
    <message>
        <source>No readable serial</source>
        <translation>Номер не читается</translation>
    </message>
    <message>
        <source>Split off one unit</source>
        <translation>Отделить одну штуку</translation>
    </message>
    <message>
        <source>Take out of the tote</source>
        <translation>Вынуть из ящика</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Print label again</source>
        <translation>Напечатать ещё раз</translation>
    </message>
    <message>
        <source>It came out</source>
        <translation>Этикетка вышла</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Английский</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Русский</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Ещё одна</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>На одну меньше</translation>
    </message>
    <message>
        <source>Open tote: restock</source>
        <translation>Ящик: на склад</translation>
    </message>
    <message>
        <source>Open tote: refurbish</source>
        <translation>Ящик: доработка</translation>
    </message>
    <message>
        <source>Open tote: dispose</source>
        <translation>Ящик: списание</translation>
    </message>
    <message>
        <source>Open tote: hold</source>
        <translation>Ящик: задержать</translation>
    </message>
    <message>
        <source>Close tote</source>
        <translation>Закрыть ящик</translation>
    </message>
    <message>
        <source>Answer {number}</source>
        <translation>Ответ {number}</translation>
    </message>
    <message>
        <source>Quantity {number}</source>
        <translation>Количество {number}</translation>
    </message>
    <message>
        <source>Grade {grade}: {meaning}</source>
        <translation>Класс {grade}: {meaning}</translation>
    </message>
    <message>
        <source>Function {grade}: {meaning}</source>
        <translation>Работа {grade}: {meaning}</translation>
    </message>
    <message>
        <source>Defect: {meaning}</source>
        <translation>Дефект: {meaning}</translation>
    </message>
    <message>
        <source>Decide: {meaning}</source>
        <translation>Решить: {meaning}</translation>
    </message>
    <message>
        <source>Because: {meaning}</source>
        <translation>Причина: {meaning}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>Классы</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Дефекты</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Totes</source>
        <translation>Ящики</translation>
    </message>
    <message>
        <source>Quantities</source>
        <translation>Количество</translation>
    </message>
    <message>
        <source>Command codes</source>
        <translation>Коды команд</translation>
    </message>
</context>
<context>
    <name>conflicts</name>
    <message>
        <source>Bench {bench}</source>
        <translation>Место {bench}</translation>
    </message>
    <message>
        <source>Another bench</source>
        <translation>Другое место</translation>
    </message>
    <message>
        <source>{bench} (this one)</source>
        <translation>{bench} (это)</translation>
    </message>
    <message>
        <source>Parcel without a code</source>
        <translation>Посылка без кода</translation>
    </message>
    <message>
        <source>parcel {parcel}</source>
        <translation>посылка {parcel}</translation>
    </message>
    <message>
        <source>tote {tote}</source>
        <translation>ящик {tote}</translation>
    </message>
    <message>
        <source>decided twice</source>
        <translation>два решения</translation>
    </message>
    <message>
        <source>received twice</source>
        <translation>принято дважды</translation>
    </message>
    <message>
        <source>same label</source>
        <translation>номер занят</translation>
    </message>
    <message numerus="yes">
        <source>%n items inside</source>
        <translation>
            <numerusform>%n товар внутри</numerusform>
            <numerusform>%n товара внутри</numerusform>
            <numerusform>%n товаров внутри</numerusform>
        </translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>Класс {grade}</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закрыта</translation>
    </message>
    <message>
        <source>There is nothing to settle: all benches agree</source>
        <translation>Спорных случаев нет: все места согласны</translation>
    </message>
    <message>
        <source>A shift lead settles this: let one sign in here, or tell one about it.</source>
        <translation>Это решает старший смены: пусть войдёт здесь, или сообщите ему.</translation>
    </message>
    <message>
        <source>Compare with the goods, then choose the side that stands.</source>
        <translation>Сверьте с товаром и выберите, чьё решение остаётся.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Разногласия</translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n спорный случай</numerusform>
            <numerusform>%n спорных случая</numerusform>
            <numerusform>%n спорных случаев</numerusform>
        </translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Все события</translation>
    </message>
    <message>
        <source>{bench} has printed this number too. Print a new label and stick it over the old one.</source>
        <translation>Такой номер уже есть. {bench} его тоже напечатало. Напечатайте новую этикетку и наклейте поверх старой.</translation>
    </message>
    <message>
        <source>The other side stays in the record and no longer counts.</source>
        <translation>Другое решение останется в журнале, но больше не действует.</translation>
    </message>
    <message>
        <source>The other record ends: throw its label away.</source>
        <translation>Другая запись закроется: выбросьте её этикетку.</translation>
    </message>
    <message>
        <source>The items of the other record count in this one then.</source>
        <translation>Товары другой записи перейдут в эту.</translation>
    </message>
    <message>
        <source>Print a new label</source>
        <translation>Напечатать новую этикетку</translation>
    </message>
    <message>
        <source>Choose a side first</source>
        <translation>Сначала выберите</translation>
    </message>
    <message>
        <source>{bench} is right</source>
        <translation>Верно: {bench}</translation>
    </message>
    <message>
        <source>Keep the record of {bench}</source>
        <translation>Оставить запись: {bench}</translation>
    </message>
    <message>
        <source>Note, if there is something to say</source>
        <translation>Заметка, если есть что сказать</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
</context>
<context>
    <name>declared</name>
    <message>
        <source>expected</source>
        <translation>ожидается</translation>
    </message>
    <message>
        <source>undeclared</source>
        <translation>не заявлен</translation>
    </message>
    <message>
        <source>wrong item</source>
        <translation>не тот товар</translation>
    </message>
    <message>
        <source>without papers</source>
        <translation>без документов</translation>
    </message>
</context>
<context>
    <name>defect</name>
    <message>
        <source>Package open</source>
        <translation>Вскрыта упаковка</translation>
    </message>
    <message>
        <source>Package damaged</source>
        <translation>Повреждена упаковка</translation>
    </message>
    <message>
        <source>Tag missing</source>
        <translation>Нет бирки</translation>
    </message>
    <message>
        <source>Soiled</source>
        <translation>Загрязнён</translation>
    </message>
    <message>
        <source>Stain</source>
        <translation>Пятно</translation>
    </message>
    <message>
        <source>Odour</source>
        <translation>Запах</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Царапина</translation>
    </message>
    <message>
        <source>Dent</source>
        <translation>Вмятина</translation>
    </message>
    <message>
        <source>Crack</source>
        <translation>Трещина</translation>
    </message>
    <message>
        <source>Tear</source>
        <translation>Разрыв</translation>
    </message>
    <message>
        <source>Part missing</source>
        <translation>Нет детали</translation>
    </message>
    <message>
        <source>Accessory missing</source>
        <translation>Нет аксессуара</translation>
    </message>
    <message>
        <source>No power</source>
        <translation>Не включается</translation>
    </message>
    <message>
        <source>Function fails</source>
        <translation>Не работает</translation>
    </message>
    <message>
        <source>Battery swollen</source>
        <translation>Вздулась батарея</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>Протекает</translation>
    </message>
    <message>
        <source>Data on it</source>
        <translation>Есть данные</translation>
    </message>
    <message>
        <source>Account lock</source>
        <translation>Привязан к учётной записи</translation>
    </message>
    <message>
        <source>Wrong serial</source>
        <translation>Не тот серийный номер</translation>
    </message>
    <message>
        <source>Empty box</source>
        <translation>Пустая коробка</translation>
    </message>
    <message>
        <source>Counterfeit</source>
        <translation>Подделка</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Просрочен</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>Отозван</translation>
    </message>
    <message>
        <source>Transit damage</source>
        <translation>Повреждён в пути</translation>
    </message>
</context>
<context>
    <name>device reason</name>
    <message>
        <source>nothing answers there: is it switched on and plugged in?</source>
        <translation>не отвечает: включён ли и подключён ли он?</translation>
    </message>
    <message>
        <source>another program holds it</source>
        <translation>занят другой программой</translation>
    </message>
    <message>
        <source>this user may not open it</source>
        <translation>нет прав доступа</translation>
    </message>
    <message>
        <source>it was there and went away: check the cable</source>
        <translation>связь пропала: проверьте кабель</translation>
    </message>
    <message>
        <source>it takes no data: switch it off and on</source>
        <translation>не принимает данные: выключите и включите</translation>
    </message>
    <message>
        <source>its settings cannot be right</source>
        <translation>настройки неверны</translation>
    </message>
    <message>
        <source>paper out, head open or paused</source>
        <translation>нет бумаги, открыта крышка или пауза</translation>
    </message>
    <message>
        <source>not possible on this computer</source>
        <translation>на этом компьютере невозможно</translation>
    </message>
    <message>
        <source>something came in between</source>
        <translation>что-то помешало</translation>
    </message>
    <message>
        <source>the program is at fault, its log says more</source>
        <translation>ошибка программы, подробности в её журнале</translation>
    </message>
</context>
<context>
    <name>device role</name>
    <message>
        <source>Scanner</source>
        <translation>Сканер</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Принтер</translation>
    </message>
</context>
<context>
    <name>device state</name>
    <message>
        <source>connecting</source>
        <translation>подключение</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>готов</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>нет связи</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>требует внимания</translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <source>Scan anything: it is shown here as it came</source>
        <translation>Отсканируйте что угодно: здесь видно, что пришло</translation>
    </message>
    <message>
        <source>AIM {aim}</source>
        <translation>AIM-код {aim}</translation>
    </message>
    <message>
        <source>no AIM identifier</source>
        <translation>без AIM-кода</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Устройства</translation>
    </message>
    <message>
        <source>Scans are worked at the bench as well, also while this page is open.</source>
        <translation>Сканы обрабатываются как обычно, даже пока открыта эта страница.</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n байт</numerusform>
            <numerusform>%n байта</numerusform>
            <numerusform>%n байт</numerusform>
        </translation>
    </message>
    <message>
        <source>refused: {problem}</source>
        <translation>отклонено: {problem}</translation>
    </message>
    <message>
        <source>No scanner or printer is set up</source>
        <translation>Сканеры и принтеры не настроены</translation>
    </message>
    <message>
        <source>Nothing was scanned since this page was opened first</source>
        <translation>С открытия этой страницы ничего не сканировали</translation>
    </message>
    <message>
        <source>What it may mean, likeliest first</source>
        <translation>Что это может значить, сначала вероятное</translation>
    </message>
    <message>
        <source>No reading</source>
        <translation>Нет толкования</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>точно</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>возможно</translation>
    </message>
</context>
<context>
    <name>disposition</name>
    <message>
        <source>Restock as new</source>
        <translation>На склад как новый</translation>
    </message>
    <message>
        <source>Restock as seconds</source>
        <translation>На склад как уценённый</translation>
    </message>
    <message>
        <source>Repack and restock</source>
        <translation>Переупаковать и на склад</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>Почистить</translation>
    </message>
    <message>
        <source>Refurbish</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Отремонтировать</translation>
    </message>
    <message>
        <source>Recycle</source>
        <translation>На переработку</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>Уничтожить</translation>
    </message>
    <message>
        <source>Donate</source>
        <translation>На благотворительность</translation>
    </message>
    <message>
        <source>Sell off</source>
        <translation>Распродать</translation>
    </message>
    <message>
        <source>Use for parts</source>
        <translation>На запчасти</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Return to vendor</source>
        <translation>Вернуть поставщику</translation>
    </message>
    <message>
        <source>Return to customer</source>
        <translation>Вернуть покупателю</translation>
    </message>
    <message>
        <source>Clear up first</source>
        <translation>Сначала разобраться</translation>
    </message>
</context>
<context>
    <name>event</name>
    <message numerus="yes">
        <source>Parcel {label} received, %n lines expected.</source>
        <translation>
            <numerusform>Посылка {label} принята, ожидается %n строка.</numerusform>
            <numerusform>Посылка {label} принята, ожидается %n строки.</numerusform>
            <numerusform>Посылка {label} принята, ожидается %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Parcel parked.</source>
        <translation>Посылка отложена.</translation>
    </message>
    <message>
        <source>Work on the parcel goes on.</source>
        <translation>Работа с посылкой продолжена.</translation>
    </message>
    <message numerus="yes">
        <source>Parcel closed, %n expected lines not complete.</source>
        <translation>
            <numerusform>Посылка закрыта, не хватает по %n строке.</numerusform>
            <numerusform>Посылка закрыта, не хватает по %n строкам.</numerusform>
            <numerusform>Посылка закрыта, не хватает по %n строкам.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Identified: {title}, SKU {sku}, %n units, {declared}.</source>
        <translation>
            <numerusform>Опознан: {title}, артикул {sku}, %n штука, {declared}.</numerusform>
            <numerusform>Опознан: {title}, артикул {sku}, %n штуки, {declared}.</numerusform>
            <numerusform>Опознан: {title}, артикул {sku}, %n штук, {declared}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Facts added.</source>
        <translation>Добавлены сведения.</translation>
    </message>
    <message>
        <source>Graded {grade}. Defects: {defects}.</source>
        <translation>Класс {grade}. Дефекты: {defects}.</translation>
    </message>
    <message>
        <source>Proposed: {code} (rule {rule}, policy {policy_version}).</source>
        <translation>Предложено: {code} (правило {rule}, политика {policy_version}).</translation>
    </message>
    <message>
        <source>Decided: {code}. The proposal was {proposal} (rule {rule}, policy {policy_version}).</source>
        <translation>Решено: {code}. Предлагалось: {proposal} (правило {rule}, политика {policy_version}).</translation>
    </message>
    <message>
        <source>Label asked for.</source>
        <translation>Запрошена этикетка.</translation>
    </message>
    <message>
        <source>Label sent to the printer.</source>
        <translation>Этикетка отправлена на принтер.</translation>
    </message>
    <message>
        <source>Label seen.</source>
        <translation>Этикетка проверена.</translation>
    </message>
    <message>
        <source>Label not printed: {reason}.</source>
        <translation>Этикетка не напечатана: {reason}.</translation>
    </message>
    <message>
        <source>Label no longer valid.</source>
        <translation>Этикетка больше не действует.</translation>
    </message>
    <message>
        <source>Put in tote {tote}.</source>
        <translation>Положен в ящик {tote}.</translation>
    </message>
    <message>
        <source>Taken out of tote {tote}.</source>
        <translation>Вынут из ящика {tote}.</translation>
    </message>
    <message>
        <source>Tote opened for: {route}.</source>
        <translation>Ящик открыт: {route}.</translation>
    </message>
    <message>
        <source>Tote closed. Seal: {seal}.</source>
        <translation>Ящик закрыт. Пломба: {seal}.</translation>
    </message>
    <message>
        <source>A shift lead was asked to agree: {code}.</source>
        <translation>Запрошено согласие старшего смены: {code}.</translation>
    </message>
    <message>
        <source>{approver} agreed: {code}.</source>
        <translation>Согласие дано ({approver}): {code}.</translation>
    </message>
    <message>
        <source>{approver} did not agree: {code}.</source>
        <translation>Отказано ({approver}): {code}.</translation>
    </message>
    <message>
        <source>Put on hold. Reason: {reason}.</source>
        <translation>Задержан. Причина: {reason}.</translation>
    </message>
    <message>
        <source>Hold ended.</source>
        <translation>Задержка снята.</translation>
    </message>
    <message>
        <source>Taken back: {reversed_kind}.</source>
        <translation>Отменено: {reversed_kind}.</translation>
    </message>
    <message>
        <source>Scan without effect: {text}.</source>
        <translation>Сканирование без последствий: {text}.</translation>
    </message>
    <message>
        <source>{name} signed in.</source>
        <translation>Вход: {name}.</translation>
    </message>
    <message>
        <source>{name} signed out.</source>
        <translation>Выход: {name}.</translation>
    </message>
    <message>
        <source>Shift closed.</source>
        <translation>Смена закрыта.</translation>
    </message>
    <message>
        <source>Conflict resolved: one bench&apos;s decisions stand.</source>
        <translation>Разногласие решено: остались решения одного места.</translation>
    </message>
    <message>
        <source>Two records were of the same thing: one of them gave way.</source>
        <translation>Две записи об одном и том же: одна из них закрыта.</translation>
    </message>
    <message>
        <source>New label {lpn}; {old_lpn} was printed twice.</source>
        <translation>Новая этикетка {lpn}; {old_lpn} была напечатана дважды.</translation>
    </message>
    <message>
        <source>Serial number {serial}.</source>
        <translation>Серийный номер {serial}.</translation>
    </message>
    <message>
        <source>The serial number {finding}.</source>
        <translation>Серийный номер: {finding}.</translation>
    </message>
    <message>
        <source>Lot {lot}.</source>
        <translation>Партия {lot}.</translation>
    </message>
    <message>
        <source>Expiry {expiry}.</source>
        <translation>Срок годности {expiry}.</translation>
    </message>
    <message numerus="yes">
        <source>%n units.</source>
        <translation>
            <numerusform>%n штука.</numerusform>
            <numerusform>%n штуки.</numerusform>
            <numerusform>%n штук.</numerusform>
        </translation>
    </message>
    <message>
        <source>Label {lpn}.</source>
        <translation>Этикетка {lpn}.</translation>
    </message>
    <message>
        <source>Function {function_grade}: {function}.</source>
        <translation>Работоспособность {function_grade}: {function}.</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Заметка: {note}</translation>
    </message>
    <message>
        <source>Reason for another way: {override_reason}.</source>
        <translation>Почему иначе: {override_reason}.</translation>
    </message>
    <message>
        <source>Agreed by {approver}.</source>
        <translation>Согласие дано: {approver}.</translation>
    </message>
    <message>
        <source>A shift lead has to agree: {why}.</source>
        <translation>Нужно согласие старшего смены: {why}.</translation>
    </message>
    <message>
        <source>Because: {why}.</source>
        <translation>Потому что: {why}.</translation>
    </message>
    <message>
        <source>Copy {copy} of the label asked for.</source>
        <translation>Запрошена копия этикетки {copy}.</translation>
    </message>
    <message>
        <source>Nobody knows whether the label was printed: {reason}.</source>
        <translation>Неизвестно, напечатана ли этикетка: {reason}.</translation>
    </message>
    <message>
        <source>without a number</source>
        <comment>a parcel: Parcel without a number received</comment>
        <translation>без номера</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>An event of a newer release: {kind}.</source>
        <translation>Событие более новой версии: {kind}.</translation>
    </message>
</context>
<context>
    <name>event noun</name>
    <message>
        <source>parcel received</source>
        <translation>приёмка посылки</translation>
    </message>
    <message>
        <source>parcel parked</source>
        <translation>посылка отложена</translation>
    </message>
    <message>
        <source>parcel resumed</source>
        <translation>продолжение посылки</translation>
    </message>
    <message>
        <source>parcel closed</source>
        <translation>закрытие посылки</translation>
    </message>
    <message>
        <source>item identified</source>
        <translation>опознание товара</translation>
    </message>
    <message>
        <source>part split off</source>
        <translation>отделение части</translation>
    </message>
    <message>
        <source>facts added</source>
        <translation>новые сведения</translation>
    </message>
    <message>
        <source>grade and defects</source>
        <translation>класс и дефекты</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>предложение</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>решение</translation>
    </message>
    <message>
        <source>label asked for</source>
        <translation>запрос этикетки</translation>
    </message>
    <message>
        <source>label sent</source>
        <translation>отправка этикетки</translation>
    </message>
    <message>
        <source>label seen</source>
        <translation>проверка этикетки</translation>
    </message>
    <message>
        <source>label failed</source>
        <translation>сбой печати</translation>
    </message>
    <message>
        <source>label voided</source>
        <translation>аннулирование этикетки</translation>
    </message>
    <message>
        <source>put in tote</source>
        <translation>укладка в ящик</translation>
    </message>
    <message>
        <source>taken out of tote</source>
        <translation>изъятие из ящика</translation>
    </message>
    <message>
        <source>tote opened</source>
        <translation>открытие ящика</translation>
    </message>
    <message>
        <source>tote closed</source>
        <translation>закрытие ящика</translation>
    </message>
    <message>
        <source>lead asked</source>
        <translation>запрос старшему</translation>
    </message>
    <message>
        <source>lead agreed</source>
        <translation>согласие старшего</translation>
    </message>
    <message>
        <source>lead did not agree</source>
        <translation>отказ старшего</translation>
    </message>
    <message>
        <source>put on hold</source>
        <translation>задержка</translation>
    </message>
    <message>
        <source>hold ended</source>
        <translation>снятие задержки</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>отмена</translation>
    </message>
    <message>
        <source>scan without effect</source>
        <translation>сканирование без последствий</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>вход</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>выход</translation>
    </message>
    <message>
        <source>shift closed</source>
        <translation>закрытие смены</translation>
    </message>
    <message>
        <source>conflict resolved</source>
        <translation>разрешение конфликта</translation>
    </message>
    <message>
        <source>duplicate resolved</source>
        <translation>разрешение дубля</translation>
    </message>
    <message>
        <source>new label</source>
        <translation>новая этикетка</translation>
    </message>
</context>
<context>
    <name>frame problem</name>
    <message>
        <source>too long for a code</source>
        <translation>слишком длинно для кода</translation>
    </message>
    <message>
        <source>not text</source>
        <translation>не текст</translation>
    </message>
    <message>
        <source>broke off inside a code</source>
        <translation>прервалось внутри кода</translation>
    </message>
    <message>
        <source>the scanner saw no code</source>
        <translation>сканер не увидел кода</translation>
    </message>
    <message>
        <source>without the key that ends a code</source>
        <translation>без клавиши, которой заканчивается код</translation>
    </message>
</context>
<context>
    <name>function</name>
    <message>
        <source>works fully</source>
        <translation>всё работает</translation>
    </message>
    <message>
        <source>small fault</source>
        <translation>мелкий сбой</translation>
    </message>
    <message>
        <source>works in part</source>
        <translation>работает частично</translation>
    </message>
    <message>
        <source>main function fails</source>
        <translation>главное не работает</translation>
    </message>
    <message>
        <source>does not start</source>
        <translation>не включается</translation>
    </message>
    <message>
        <source>not safe to test</source>
        <translation>проверять опасно</translation>
    </message>
</context>
<context>
    <name>grade</name>
    <message>
        <source>sealed</source>
        <translation>запечатан</translation>
    </message>
    <message>
        <source>like new</source>
        <translation>как новый</translation>
    </message>
    <message>
        <source>minor marks</source>
        <translation>мелкие следы</translation>
    </message>
    <message>
        <source>worn, works</source>
        <translation>потёрт, работает</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>неисправен</translation>
    </message>
    <message>
        <source>beyond repair</source>
        <translation>не чинится</translation>
    </message>
</context>
<context>
    <name>grades</name>
    <message>
        <source>Condition grade</source>
        <translation>Класс состояния</translation>
    </message>
</context>
<context>
    <name>held</name>
    <message>
        <source>On hold</source>
        <translation>Задержанные</translation>
    </message>
    <message>
        <source>To go on with one, scan its label or press its row. A shift lead decides.</source>
        <translation>Чтобы продолжить, отсканируйте этикетку товара или нажмите на строку. Решает старший смены.</translation>
    </message>
    <message>
        <source>Nothing is on hold</source>
        <translation>Задержанных товаров нет</translation>
    </message>
</context>
<context>
    <name>held reason</name>
    <message>
        <source>a shift lead has to agree</source>
        <translation>нужно согласие старшего смены</translation>
    </message>
    <message>
        <source>put aside at the bench</source>
        <translation>отложен на месте</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Item</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>This item is not known</source>
        <translation>Такой товар неизвестен</translation>
    </message>
    <message>
        <source>The item&apos;s label, once it has one</source>
        <translation>Этикетка товара, когда она появится</translation>
    </message>
    <message>
        <source>Take it in hand</source>
        <translation>Взять в работу</translation>
    </message>
</context>
<context>
    <name>item</name>
    <message>
        <source>SKU {sku}</source>
        <translation>артикул {sku}</translation>
    </message>
    <message>
        <source>serial {serial} {finding}</source>
        <translation>серийный {serial} {finding}</translation>
    </message>
    <message>
        <source>serial {finding}</source>
        <translation>серийный номер {finding}</translation>
    </message>
    <message>
        <source>lot {lot}</source>
        <translation>партия {lot}</translation>
    </message>
    <message>
        <source>expires {expiry}</source>
        <translation>годен до {expiry}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Заметка: {note}</translation>
    </message>
    <message>
        <source>{declared} · {client}</source>
        <translation>{declared} · клиент {client}</translation>
    </message>
    <message>
        <source>Customer says: {reason}</source>
        <translation>Покупатель: {reason}</translation>
    </message>
    <message>
        <source>Taken in at bench {bench}</source>
        <translation>Принято на месте {bench}</translation>
    </message>
    <message>
        <source>Benches disagree: a shift lead settles it (Ctrl+K)</source>
        <translation>Места разошлись: решает старший смены (Ctrl+K)</translation>
    </message>
    <message>
        <source>Quantity: {quantity}</source>
        <translation>Количество: {quantity}</translation>
    </message>
</context>
<context>
    <name>item status</name>
    <message>
        <source>grade it</source>
        <translation>оценить</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>решить</translation>
    </message>
    <message>
        <source>to tote</source>
        <translation>в ящик</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>задержан</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>отменён</translation>
    </message>
</context>
<context>
    <name>keypad</name>
    <message>
        <source>Delete a digit</source>
        <translation>Стереть цифру</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>label</name>
    <message>
        <source>Label {lpn}: {state}</source>
        <translation>Этикетка {lpn}: {state}</translation>
    </message>
    <message>
        <source>{state}, copy {copy}</source>
        <translation>{state}, копия {copy}</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>Labels</source>
        <translation>Этикетки</translation>
    </message>
    <message>
        <source>A label counts as printed when it has been scanned or seen.</source>
        <translation>Этикетка считается напечатанной, когда её отсканировали или увидели.</translation>
    </message>
    <message>
        <source>No labels yet</source>
        <translation>Этикеток пока нет</translation>
    </message>
    <message>
        <source>Label is on the item</source>
        <translation>Этикетка на товаре</translation>
    </message>
    <message>
        <source>History of the item</source>
        <translation>История товара</translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message>
        <source>Bench</source>
        <translation>Рабочее место</translation>
    </message>
    <message>
        <source>Parcels and search</source>
        <translation>Посылки и поиск</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Этикетки</translation>
    </message>
    <message>
        <source>Totes</source>
        <translation>Ящики</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Задержанные</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Устройства</translation>
    </message>
    <message>
        <source>Command codes</source>
        <translation>Коды команд</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Разногласия</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Разногласий: %n</numerusform>
            <numerusform>Разногласий: %n</numerusform>
            <numerusform>Разногласий: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>note</name>
    <message>
        <source>Note about this item</source>
        <translation>Заметка о товаре</translation>
    </message>
    <message>
        <source>What the next person should know</source>
        <translation>Что должен знать следующий</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Сохранить заметку</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>override</name>
    <message>
        <source>Condition is better</source>
        <translation>Состояние лучше</translation>
    </message>
    <message>
        <source>Condition is worse</source>
        <translation>Состояние хуже</translation>
    </message>
    <message>
        <source>Client wants it</source>
        <translation>Так просит клиент</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Безопасность</translation>
    </message>
    <message>
        <source>Lead&apos;s decision</source>
        <translation>Решил старший смены</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Другая причина</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Page</source>
        <translation>Страница</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>parcel</name>
    <message>
        <source>Its parcel is closed</source>
        <translation>Его посылка закрыта</translation>
    </message>
    <message>
        <source>Parcel: {received} of {expected}, {extra} more</source>
        <translation>Посылка: {received} из {expected}, ещё {extra}</translation>
    </message>
    <message>
        <source>Parcel: {received} of {expected}</source>
        <translation>Посылка: {received} из {expected}</translation>
    </message>
    <message>
        <source>Parcel: {received} pcs</source>
        <translation>Посылка: {received} шт.</translation>
    </message>
</context>
<context>
    <name>parcel page</name>
    <message>
        <source>Parcel</source>
        <translation>Посылка</translation>
    </message>
    <message>
        <source>Nothing was in it</source>
        <translation>В ней ничего не было</translation>
    </message>
    <message>
        <source>Open it on the bench</source>
        <translation>Открыть на рабочем месте</translation>
    </message>
</context>
<context>
    <name>parcel status</name>
    <message>
        <source>open</source>
        <translation>открыта</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>отложена</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыта</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>отменена</translation>
    </message>
</context>
<context>
    <name>parcels</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открытые</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Отложенные</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закрытые</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Посылки</translation>
    </message>
    <message>
        <source>Enter: as if it were scanned</source>
        <translation>Enter: как если бы код отсканировали</translation>
    </message>
    <message>
        <source>Number, name, label, serial …</source>
        <translation>Номер, название, этикетка …</translation>
    </message>
    <message>
        <source>Search: {hint}</source>
        <translation>Поиск: {hint}</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Идёт поиск …</translation>
    </message>
    <message>
        <source>The search could not be finished. Change the text to search once more.</source>
        <translation>Поиск не удалось закончить. Измените текст, чтобы искать ещё раз.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”</source>
        <translation>По запросу «{text}» ничего нет</translation>
    </message>
    <message>
        <source>No parcels here</source>
        <translation>Посылок нет</translation>
    </message>
</context>
<context>
    <name>phase</name>
    <message>
        <source>Signed out</source>
        <translation>Никто не вошёл</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN-код</translation>
    </message>
    <message>
        <source>No parcel</source>
        <translation>Нет посылки</translation>
    </message>
    <message>
        <source>Parcel open</source>
        <translation>Посылка открыта</translation>
    </message>
    <message>
        <source>Item to grade</source>
        <translation>Осмотр товара</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Предложение</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Решение принято</translation>
    </message>
    <message>
        <source>In its tote</source>
        <translation>В ящике</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Задержан</translation>
    </message>
</context>
<context>
    <name>print state</name>
    <message>
        <source>waits for the printer</source>
        <translation>ждёт принтер</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>отправляется</translation>
    </message>
    <message>
        <source>sent to the printer</source>
        <translation>отправлена на принтер</translation>
    </message>
    <message>
        <source>label seen</source>
        <translation>этикетка проверена</translation>
    </message>
    <message>
        <source>look at the printer</source>
        <translation>посмотрите на принтер</translation>
    </message>
    <message>
        <source>not printed</source>
        <translation>не напечатана</translation>
    </message>
    <message>
        <source>throw the label away</source>
        <translation>этикетку выбросить</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Working …</source>
        <translation>Выполняется …</translation>
    </message>
    <message>
        <source>{percent} % done</source>
        <translation>Готово {percent} %</translation>
    </message>
</context>
<context>
    <name>proposal</name>
    <message>
        <source>On hold</source>
        <translation>Задержан</translation>
    </message>
    <message>
        <source>Somebody has to look at it before it goes on.</source>
        <translation>Прежде чем продолжить, товар должны осмотреть.</translation>
    </message>
    <message>
        <source>A shift lead has to agree: {why}</source>
        <translation>Нужно согласие старшего смены: {why}</translation>
    </message>
    <message>
        <source>{name} asked a lead for “{disposition}”</source>
        <translation>{name} просит старшего: «{disposition}»</translation>
    </message>
    <message>
        <source>Not as proposed ({proposed}): {reason}</source>
        <translation>Не как предложено ({proposed}): {reason}</translation>
    </message>
    <message>
        <source>Agreed by {approver}</source>
        <translation>Согласовано: {approver}</translation>
    </message>
    <message>
        <source>Rule {rule}, policy {version}</source>
        <translation>Правило {rule}, политика {version}</translation>
    </message>
    <message>
        <source>A shift lead has to agree to “{disposition}”: {why}</source>
        <translation>Нужно согласие старшего смены на решение «{disposition}»: {why}</translation>
    </message>
    <message>
        <source>Put on hold by {name}, {at}</source>
        <translation>Кто задержал: {name}, {at}</translation>
    </message>
    <message>
        <source>No item in hand</source>
        <translation>Товар не выбран</translation>
    </message>
    <message>
        <source>The proposal appears here as soon as there is a grade</source>
        <translation>Предложение появится здесь, как только будет указан класс</translation>
    </message>
</context>
<context>
    <name>quantity</name>
    <message>
        <source>Quantity {number}</source>
        <translation>Количество {number}</translation>
    </message>
</context>
<context>
    <name>question</name>
    <message>
        <source>Answer here, or simply scan on.</source>
        <translation>Ответьте здесь или просто сканируйте дальше.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <source>item label</source>
        <translation>этикетка товара</translation>
    </message>
    <message>
        <source>tote</source>
        <translation>ящик</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>пропуск</translation>
    </message>
    <message>
        <source>command</source>
        <translation>команда</translation>
    </message>
    <message>
        <source>return number</source>
        <translation>номер возврата</translation>
    </message>
    <message>
        <source>tracking number</source>
        <translation>трек-номер</translation>
    </message>
    <message>
        <source>product code (GTIN)</source>
        <translation>код товара (GTIN)</translation>
    </message>
    <message>
        <source>shipping unit (SSCC)</source>
        <translation>грузовая единица (SSCC)</translation>
    </message>
    <message>
        <source>GS1 data</source>
        <translation>данные GS1</translation>
    </message>
    <message>
        <source>GS1 web address</source>
        <translation>веб-адрес GS1</translation>
    </message>
    <message>
        <source>IMEI</source>
        <translation>IMEI-номер</translation>
    </message>
    <message>
        <source>ISBN</source>
        <translation>ISBN-номер</translation>
    </message>
    <message>
        <source>serial number</source>
        <translation>серийный номер</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
</context>
<context>
    <name>reason</name>
    <message>
        <source>no reason given</source>
        <translation>причина не указана</translation>
    </message>
    <message>
        <source>changed their mind</source>
        <translation>передумал</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>мал</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>велик</translation>
    </message>
    <message>
        <source>not as described</source>
        <translation>не соответствует описанию</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>неисправен</translation>
    </message>
    <message>
        <source>damaged in transit</source>
        <translation>повреждён в пути</translation>
    </message>
    <message>
        <source>wrong item was sent</source>
        <translation>прислали не тот товар</translation>
    </message>
    <message>
        <source>ordered by mistake</source>
        <translation>заказал по ошибке</translation>
    </message>
    <message>
        <source>ordered twice</source>
        <translation>заказал дважды</translation>
    </message>
    <message>
        <source>arrived too late</source>
        <translation>пришёл слишком поздно</translation>
    </message>
    <message>
        <source>cheaper elsewhere</source>
        <translation>дешевле в другом месте</translation>
    </message>
    <message>
        <source>parts missing</source>
        <translation>не хватает деталей</translation>
    </message>
    <message>
        <source>recalled</source>
        <translation>отозван производителем</translation>
    </message>
    <message>
        <source>warranty claim</source>
        <translation>по гарантии</translation>
    </message>
    <message>
        <source>refused or not delivered</source>
        <translation>не принят или не доставлен</translation>
    </message>
</context>
<context>
    <name>records</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>{received} of {expected} pcs</source>
        <translation>{received} из {expected} шт.</translation>
    </message>
    <message>
        <source>{received} pcs</source>
        <translation>{received} шт.</translation>
    </message>
    <message>
        <source>return by {date}</source>
        <translation>вернуть до {date}</translation>
    </message>
    <message>
        <source>Parcel without a number, {time}</source>
        <translation>Посылка без номера, {time}</translation>
    </message>
    <message>
        <source>{received} of {expected} pcs, {extra} more</source>
        <translation>{received} из {expected} шт., ещё {extra}</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>ожидается</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>класс {grade}</translation>
    </message>
    <message>
        <source>serial {serial}</source>
        <translation>№ {serial}</translation>
    </message>
    <message>
        <source>held: {reason}</source>
        <translation>задержан: {reason}</translation>
    </message>
    <message>
        <source>bench {bench}</source>
        <translation>место {bench}</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>спорно</translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n товар</numerusform>
            <numerusform>%n товара</numerusform>
            <numerusform>%n товаров</numerusform>
        </translation>
    </message>
    <message>
        <source>{units} pcs</source>
        <translation>{units} шт.</translation>
    </message>
    <message>
        <source>order {text}</source>
        <translation>заказ {text}</translation>
    </message>
    <message>
        <source>customer ref. {text}</source>
        <translation>номер покупателя {text}</translation>
    </message>
    <message>
        <source>serial {text}</source>
        <translation>серийный номер {text}</translation>
    </message>
    <message>
        <source>GTIN {text}</source>
        <translation>GTIN {text}</translation>
    </message>
    <message>
        <source>SKU {text}</source>
        <translation>артикул {text}</translation>
    </message>
    <message>
        <source>asked for: {disposition}</source>
        <translation>запрошено: {disposition}</translation>
    </message>
    <message>
        <source>seal {seal}</source>
        <translation>пломба {seal}</translation>
    </message>
    <message>
        <source>copy {copy}</source>
        <translation>копия {copy}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>отменено</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>с {first} по {last}</translation>
    </message>
</context>
<context>
    <name>reports</name>
    <message>
        <source>Disposition summary</source>
        <translation>Сводка решений</translation>
    </message>
    <message>
        <source>Shift handover</source>
        <translation>Передача смены</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Эта смена</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Этот месяц</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Make the report</source>
        <translation>Сделать отчёт</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>End the shift</source>
        <translation>Закончить смену</translation>
    </message>
    <message>
        <source>Open {kind}</source>
        <translation>Открыть {kind}</translation>
    </message>
    <message>
        <source>The first page of the report is shown here</source>
        <translation>Здесь будет первая страница отчёта</translation>
    </message>
    <message>
        <source>Being made …</source>
        <translation>Отчёт готовится …</translation>
    </message>
    <message>
        <source>Stopped. Nothing was kept.</source>
        <translation>Остановлено. Ничего не сохранено.</translation>
    </message>
    <message>
        <source>The report could not be made: {error}</source>
        <translation>Отчёт не получился: {error}</translation>
    </message>
    <message>
        <source>Done. It is kept in {folder}</source>
        <translation>Готово. Файлы в папке {folder}</translation>
    </message>
</context>
<context>
    <name>role</name>
    <message>
        <source>inspector</source>
        <translation>приёмщик</translation>
    </message>
    <message>
        <source>shift lead</source>
        <translation>старший смены</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>администратор</translation>
    </message>
</context>
<context>
    <name>route</name>
    <message>
        <source>Restock</source>
        <translation>На склад</translation>
    </message>
    <message>
        <source>Refurbish</source>
        <translation>Доработка</translation>
    </message>
    <message>
        <source>Dispose</source>
        <translation>Списание</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Задержка</translation>
    </message>
</context>
<context>
    <name>row</name>
    <message>
        <source>{received} pcs</source>
        <translation>{received} шт.</translation>
    </message>
    <message>
        <source>{received} of {expected}</source>
        <translation>{received} из {expected}</translation>
    </message>
    <message>
        <source>bench {bench}</source>
        <translation>место {bench}</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>класс {grade}</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>не сканирован</translation>
    </message>
    <message>
        <source>serial {serial}</source>
        <translation>№ {serial}</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>спорно</translation>
    </message>
</context>
<context>
    <name>say</name>
    <message>
        <source>Scan your badge</source>
        <translation>Отсканируйте свой пропуск</translation>
    </message>
    <message>
        <source>Enter your PIN, {name}</source>
        <translation>Введите PIN-код, {name}</translation>
    </message>
    <message>
        <source>Scan a parcel</source>
        <translation>Отсканируйте посылку</translation>
    </message>
    <message>
        <source>Scan item {index} of {total}</source>
        <translation>Отсканируйте товар {index} из {total}</translation>
    </message>
    <message>
        <source>Scan item {index}</source>
        <translation>Отсканируйте товар {index}</translation>
    </message>
    <message>
        <source>All items are in: close the parcel</source>
        <translation>Все товары приняты: закройте посылку</translation>
    </message>
    <message>
        <source>Go back to item {index}: {title}</source>
        <translation>Вернитесь к товару {index}: {title}</translation>
    </message>
    <message>
        <source>Item {index} is in no tote: {title}</source>
        <translation>Товар {index} ещё не в ящике: {title}</translation>
    </message>
    <message>
        <source>Scan the label of item {index}: {title}</source>
        <translation>Отсканируйте этикетку товара {index}: {title}</translation>
    </message>
    <message>
        <source>Scan the serial number</source>
        <translation>Отсканируйте серийный номер</translation>
    </message>
    <message>
        <source>Scan the lot number</source>
        <translation>Отсканируйте номер партии</translation>
    </message>
    <message>
        <source>Scan the expiry date</source>
        <translation>Отсканируйте срок годности</translation>
    </message>
    <message>
        <source>Choose a grade</source>
        <translation>Выберите класс состояния</translation>
    </message>
    <message>
        <source>Accept, or scan another grade</source>
        <translation>Примите или выберите другой класс</translation>
    </message>
    <message>
        <source>Put it in tote {tote}, scan the tote</source>
        <translation>Положите в ящик {tote} и отсканируйте ящик</translation>
    </message>
    <message>
        <source>Scan a tote for: {route}</source>
        <translation>Отсканируйте ящик: {route}</translation>
    </message>
    <message>
        <source>Stick the label on and scan it</source>
        <translation>Наклейте этикетку и отсканируйте её</translation>
    </message>
    <message>
        <source>Its label waits for the printer. Keep the item apart.</source>
        <translation>Этикетка ждёт принтер. Держите товар отдельно.</translation>
    </message>
    <message>
        <source>No label came out: print it again</source>
        <translation>Этикетка не вышла: напечатайте её ещё раз</translation>
    </message>
    <message>
        <source>Put it aside: benches disagree</source>
        <translation>Отложите: места разошлись</translation>
    </message>
    <message>
        <source>Answer the question</source>
        <translation>Ответьте на вопрос</translation>
    </message>
    <message>
        <source>Signed in: {name}.</source>
        <translation>Вход выполнен: {name}.</translation>
    </message>
    <message>
        <source>Signed out: {name}.</source>
        <translation>Вышел из системы: {name}.</translation>
    </message>
    <message>
        <source>This badge is not known here. Ask a shift lead.</source>
        <translation>Этот пропуск здесь неизвестен. Обратитесь к старшему смены.</translation>
    </message>
    <message>
        <source>The badge of {name} is disabled. Ask a shift lead.</source>
        <translation>Пропуск отключён: {name}. Обратитесь к старшему смены.</translation>
    </message>
    <message numerus="yes">
        <source>Wrong PIN. %n tries left.</source>
        <translation>
            <numerusform>Неверный PIN-код. Осталась %n попытка.</numerusform>
            <numerusform>Неверный PIN-код. Осталось %n попытки.</numerusform>
            <numerusform>Неверный PIN-код. Осталось %n попыток.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n minutes.</source>
        <translation>
            <numerusform>Слишком много ошибок. Повторите через %n минуту.</numerusform>
            <numerusform>Слишком много ошибок. Повторите через %n минуты.</numerusform>
            <numerusform>Слишком много ошибок. Повторите через %n минут.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in first: scan your badge.</source>
        <translation>Сначала войдите: отсканируйте пропуск.</translation>
    </message>
    <message>
        <source>Only a shift lead can do this. A lead may scan a badge now.</source>
        <translation>Это может только старший смены. Он может отсканировать свой пропуск.</translation>
    </message>
    <message numerus="yes">
        <source>Parcel {label} opened, %n lines expected.</source>
        <translation>
            <numerusform>Посылка {label} открыта, ожидается %n строка.</numerusform>
            <numerusform>Посылка {label} открыта, ожидается %n строки.</numerusform>
            <numerusform>Посылка {label} открыта, ожидается %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Parcel {label} is open again where you left it.</source>
        <translation>Посылка {label} снова открыта на том же месте.</translation>
    </message>
    <message>
        <source>Parcel {label} is parked. Scan it to go on.</source>
        <translation>Посылка {label} отложена. Чтобы продолжить, отсканируйте её.</translation>
    </message>
    <message>
        <source>The parcel is parked. Open it again from the list of parcels: Ctrl+2.</source>
        <translation>Посылка отложена. Открыть её снова: список посылок, Ctrl+2.</translation>
    </message>
    <message>
        <source>Parcel {label} is the one that is open.</source>
        <translation>Посылка {label} уже открыта.</translation>
    </message>
    <message>
        <source>Parcel {label} was closed at {at}. Open it again?</source>
        <translation>Посылка {label} закрыта: {at}. Открыть снова?</translation>
    </message>
    <message>
        <source>Nobody announced parcel {label}. Receive it without papers?</source>
        <translation>Посылку {label} никто не заявлял. Принять без документов?</translation>
    </message>
    <message numerus="yes">
        <source>Parcel {label} closed with %n items.</source>
        <translation>
            <numerusform>Посылка {label} закрыта: %n товар.</numerusform>
            <numerusform>Посылка {label} закрыта: %n товара.</numerusform>
            <numerusform>Посылка {label} закрыта: %n товаров.</numerusform>
        </translation>
    </message>
    <message>
        <source>No parcel is open. Scan a parcel first.</source>
        <translation>Нет открытой посылки. Сначала отсканируйте посылку.</translation>
    </message>
    <message>
        <source>Parcel opened without papers. Scan what is in it.</source>
        <translation>Посылка открыта без документов. Сканируйте содержимое.</translation>
    </message>
    <message>
        <source>Item {index}: {title}.</source>
        <translation>Товар {index}: {title}.</translation>
    </message>
    <message>
        <source>Back at item {index}: {title}.</source>
        <translation>Снова товар {index}: {title}.</translation>
    </message>
    <message numerus="yes">
        <source>Item {index}: %n units, {expected} expected.</source>
        <translation>
            <numerusform>Товар {index}: %n штука, ожидалось {expected}.</numerusform>
            <numerusform>Товар {index}: %n штуки, ожидалось {expected}.</numerusform>
            <numerusform>Товар {index}: %n штук, ожидалось {expected}.</numerusform>
        </translation>
    </message>
    <message>
        <source>This item has a serial number: it is one unit. Scan the next one.</source>
        <translation>У товара серийный номер: это одна единица. Отсканируйте следующую.</translation>
    </message>
    <message>
        <source>A quantity is 1 to {most}. An item that is not there is undone, not counted down.</source>
        <translation>Количество от 1 до {most}. Если товара нет вовсе, отмените его.</translation>
    </message>
    <message>
        <source>This is one unit: there is nothing to split.</source>
        <translation>Это одна единица: делить нечего.</translation>
    </message>
    <message>
        <source>The parcel of this item is not open. Scan the parcel first.</source>
        <translation>Посылка этого товара не открыта. Сначала отсканируйте посылку.</translation>
    </message>
    <message>
        <source>Split off as item {index}: {title}.</source>
        <translation>Отделено как товар {index}: {title}.</translation>
    </message>
    <message>
        <source>Already item {index}. Scan it again to add one.</source>
        <translation>Это уже товар {index}. Чтобы добавить штуку, отсканируйте ещё раз.</translation>
    </message>
    <message>
        <source>{title} is not on this return. Take it in?</source>
        <translation>{title}: нет в этом возврате. Принять?</translation>
    </message>
    <message>
        <source>{title} is not on this return. It belongs to {rma}.</source>
        <translation>{title}: нет в этом возврате. Относится к {rma}.</translation>
    </message>
    <message>
        <source>No product has the code {text}. Take it in as an unknown product?</source>
        <translation>Нет товара с кодом {text}. Принять как неизвестный товар?</translation>
    </message>
    <message>
        <source>Several products have the code {text}. Which one is it?</source>
        <translation>Код {text} есть у нескольких товаров. Который это?</translation>
    </message>
    <message>
        <source>{number}: {client}, SKU {sku}: {title}</source>
        <translation>{number}: {client}, артикул {sku}: {title}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more: scan or type the SKU</source>
        <translation>
            <numerusform>и ещё %n: отсканируйте или введите артикул</numerusform>
            <numerusform>и ещё %n: отсканируйте или введите артикул</numerusform>
            <numerusform>и ещё %n: отсканируйте или введите артикул</numerusform>
        </translation>
    </message>
    <message>
        <source>{text} is not known here. Scan again, or search for it.</source>
        <translation>Код {text} неизвестен. Повторите или найдите поиском.</translation>
    </message>
    <message>
        <source>{text} is not known here. Scan again, or receive a parcel under this number?</source>
        <translation>{text}: здесь неизвестно. Отсканируйте ещё раз или принять посылку под этим номером?</translation>
    </message>
    <message>
        <source>{text} was misread: its check digit is wrong. Scan again.</source>
        <translation>{text}: код прочитан с ошибкой, не сходится контрольная цифра. Повторите.</translation>
    </message>
    <message>
        <source>STOP: label {lpn} counts no more, its item was taken back. Throw it away.</source>
        <translation>СТОП: этикетка {lpn} недействительна, её товар отменён. Выбросьте её.</translation>
    </message>
    <message>
        <source>Label {lpn} was not made at this bench.</source>
        <translation>Этикетка {lpn} сделана не на этом месте.</translation>
    </message>
    <message>
        <source>Ignored: the same scan twice ({text}).</source>
        <translation>Пропущено: то же сканирование дважды ({text}).</translation>
    </message>
    <message>
        <source>{text} looks like another kind of code. Scan it again to take it all the same.</source>
        <translation>{text} похоже на другой код. Отсканируйте ещё раз, чтобы всё же принять.</translation>
    </message>
    <message>
        <source>Serial {serial} noted.</source>
        <translation>Серийный номер {serial} записан.</translation>
    </message>
    <message>
        <source>Serial {serial} is the one that was announced.</source>
        <translation>Серийный номер {serial} совпадает с заявленным.</translation>
    </message>
    <message>
        <source>Serial {serial} is not the one that was announced: {expected}.</source>
        <translation>Серийный номер {serial} не совпадает с заявленным: {expected}.</translation>
    </message>
    <message>
        <source>Serial {serial} was returned before, as {lpn}.</source>
        <translation>Серийный номер {serial} уже возвращали: {lpn}.</translation>
    </message>
    <message>
        <source>Serial {serial} is item {index} of this parcel already.</source>
        <translation>Серийный номер {serial} уже есть в посылке: товар {index}.</translation>
    </message>
    <message>
        <source>Serial {serial} is on the block list.</source>
        <translation>Серийный номер {serial} в списке запрещённых.</translation>
    </message>
    <message>
        <source>Noted: the serial number cannot be read.</source>
        <translation>Записано: серийный номер не читается.</translation>
    </message>
    <message>
        <source>Lot {lot} noted.</source>
        <translation>Партия {lot} записана.</translation>
    </message>
    <message>
        <source>Expiry date {expiry} noted.</source>
        <translation>Срок годности {expiry} записан.</translation>
    </message>
    <message>
        <source>{text} is not a date. Scan the expiry date, or press Ctrl+F and type it as year-month-day.</source>
        <translation>{text}: это не дата. Отсканируйте срок годности или нажмите Ctrl+F и введите год-месяц-день.</translation>
    </message>
    <message>
        <source>Grade {grade}.</source>
        <translation>Класс {grade}.</translation>
    </message>
    <message>
        <source>Function {function}.</source>
        <translation>Работа {function}.</translation>
    </message>
    <message>
        <source>Defect added: {defect}.</source>
        <translation>Дефект отмечен: {defect}.</translation>
    </message>
    <message>
        <source>Defect removed: {defect}.</source>
        <translation>Дефект снят: {defect}.</translation>
    </message>
    <message>
        <source>Item {index} of {total}, grade {grade}. Proposal: {route}.</source>
        <translation>Товар {index} из {total}, класс {grade}. Предложение: {route}.</translation>
    </message>
    <message>
        <source>Decided: {disposition}. Throw the old label away: {lpn} counts now.</source>
        <translation>Решение: {disposition}. Старую этикетку выбросьте: теперь действует {lpn}.</translation>
    </message>
    <message>
        <source>Decided: {disposition}. Take it out of tote {tote}; throw the old label away: {lpn} counts now.</source>
        <translation>Решение: {disposition}. Выньте из ящика {tote}; старую этикетку выбросьте: теперь действует {lpn}.</translation>
    </message>
    <message>
        <source>Decided: {disposition}.</source>
        <translation>Решение: {disposition}.</translation>
    </message>
    <message>
        <source>Why “{disposition}”?</source>
        <translation>Почему «{disposition}»?</translation>
    </message>
    <message>
        <source>{disposition}: a shift lead has to agree. Lead, scan your badge.</source>
        <translation>«{disposition}»: нужно согласие старшего смены. Старший, отсканируйте пропуск.</translation>
    </message>
    <message>
        <source>{name} agreed: {disposition}.</source>
        <translation>Согласие дано ({name}): {disposition}.</translation>
    </message>
    <message>
        <source>{name} did not agree. Choose something else.</source>
        <translation>Отказано ({name}). Выберите другое решение.</translation>
    </message>
    <message>
        <source>Decided already: {disposition}. Undo it first.</source>
        <translation>Решение уже есть: {disposition}. Сначала отмените его.</translation>
    </message>
    <message>
        <source>Decided already: {disposition}. Undo it, or let a shift lead scan a badge and decide otherwise.</source>
        <translation>Уже решено: {disposition}. Отмените или пусть старший смены отсканирует пропуск и решит иначе.</translation>
    </message>
    <message>
        <source>No item is in hand. Scan one first.</source>
        <translation>Товар не выбран. Сначала отсканируйте товар.</translation>
    </message>
    <message>
        <source>Choose a grade first.</source>
        <translation>Сначала выберите класс состояния.</translation>
    </message>
    <message>
        <source>{title} is in tote {tote}. Take it out and put it on hold?</source>
        <translation>{title}: лежит в ящике {tote}. Вынуть и задержать?</translation>
    </message>
    <message>
        <source>Item {index} is on hold: {title}.</source>
        <translation>Товар {index} задержан: {title}.</translation>
    </message>
    <message>
        <source>Item {index} is on hold. Throw the old label away: {lpn} counts now.</source>
        <translation>Товар {index} задержан. Старую этикетку выбросьте: теперь действует {lpn}.</translation>
    </message>
    <message>
        <source>Item {index} goes on. Throw the old label away: {lpn} counts now.</source>
        <translation>Товар {index} снова в работе. Старую этикетку выбросьте: теперь действует {lpn}.</translation>
    </message>
    <message>
        <source>Item {index} goes on: {title}.</source>
        <translation>Товар {index} снова в работе: {title}.</translation>
    </message>
    <message>
        <source>Label {lpn} waits for the printer.</source>
        <translation>Этикетка {lpn} ждёт принтер.</translation>
    </message>
    <message>
        <source>Label {lpn} went to the printer.</source>
        <translation>Этикетка {lpn} отправлена на принтер.</translation>
    </message>
    <message>
        <source>Label {lpn} is on the item.</source>
        <translation>Этикетка {lpn} наклеена.</translation>
    </message>
    <message>
        <source>Label {lpn} is void: throw it away. The item&apos;s label is {expected}.</source>
        <translation>Этикетка {lpn} недействительна: выбросьте её. Этикетка товара — {expected}.</translation>
    </message>
    <message>
        <source>This is label {lpn} of another item. Scan {expected}.</source>
        <translation>Это этикетка {lpn} другого товара. Отсканируйте {expected}.</translation>
    </message>
    <message>
        <source>Label {lpn} was not printed: {why}. Print it again.</source>
        <translation>Этикетка {lpn} не напечатана: {why}. Напечатайте её снова.</translation>
    </message>
    <message>
        <source>Look at the printer: did label {lpn} come out? Scan it, or answer.</source>
        <translation>Посмотрите на принтер: вышла ли этикетка {lpn}? Отсканируйте её или ответьте.</translation>
    </message>
    <message>
        <source>Label {lpn} is printed again as copy {copy}.</source>
        <translation>Этикетка {lpn} печатается снова, копия {copy}.</translation>
    </message>
    <message>
        <source>This item has no label yet.</source>
        <translation>У этого товара ещё нет этикетки.</translation>
    </message>
    <message>
        <source>Item {index} is in tote {tote}.</source>
        <translation>Товар {index} лежит в ящике {tote}.</translation>
    </message>
    <message>
        <source>Item {index} is in tote {tote} without its label, which is not printed yet.</source>
        <translation>Товар {index} лежит в ящике {tote} без этикетки: она ещё не напечатана.</translation>
    </message>
    <message>
        <source>Item {index} was taken out of tote {tote}.</source>
        <translation>Товар {index} вынут из ящика {tote}.</translation>
    </message>
    <message>
        <source>Tote {tote} opened for: {route}.</source>
        <translation>Ящик {tote} открыт: {route}.</translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote}, {route}: %n items.</source>
        <translation>
            <numerusform>Ящик {tote}, {route}: %n товар.</numerusform>
            <numerusform>Ящик {tote}, {route}: %n товара.</numerusform>
            <numerusform>Ящик {tote}, {route}: %n товаров.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tote {tote} is not open. Scan it again to open it for: {route}.</source>
        <translation>Ящик {tote} не открыт. Отсканируйте ещё раз, чтобы открыть: {route}.</translation>
    </message>
    <message>
        <source>What is tote {tote} for?</source>
        <translation>Для чего ящик {tote}?</translation>
    </message>
    <message>
        <source>STOP: {tote} is for {tote_route}, this item goes to {item_route}</source>
        <translation>СТОП: ящик {tote} — «{tote_route}», а товар — «{item_route}»</translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote} was closed at {at} with %n items for: {route}. Is it empty now?</source>
        <translation>
            <numerusform>Ящик {tote} закрыт {at}, в нём был %n товар: {route}. Сейчас он пуст?</numerusform>
            <numerusform>Ящик {tote} закрыт {at}, в нём было %n товара: {route}. Сейчас он пуст?</numerusform>
            <numerusform>Ящик {tote} закрыт {at}, в нём было %n товаров: {route}. Сейчас он пуст?</numerusform>
        </translation>
    </message>
    <message>
        <source>Tote {tote} is closed. Nothing can be taken out of it.</source>
        <translation>Ящик {tote} закрыт. Из него ничего нельзя достать.</translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote} ({route}) closed with %n items.</source>
        <translation>
            <numerusform>Ящик {tote} ({route}) закрыт: %n товар.</numerusform>
            <numerusform>Ящик {tote} ({route}) закрыт: %n товара.</numerusform>
            <numerusform>Ящик {tote} ({route}) закрыт: %n товаров.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close tote {tote} ({route}) with %n items?</source>
        <translation>
            <numerusform>Закрыть ящик {tote} ({route})? В нём %n товар.</numerusform>
            <numerusform>Закрыть ящик {tote} ({route})? В нём %n товара.</numerusform>
            <numerusform>Закрыть ящик {tote} ({route})? В нём %n товаров.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tote {tote} is empty.</source>
        <translation>Ящик {tote} пуст.</translation>
    </message>
    <message numerus="yes">
        <source>%n items in tote {tote} still wait for a decision. Close it and have it taken away?</source>
        <translation>
            <numerusform>%n товар в ящике {tote} ещё ждёт решения. Закрыть ящик и увезти его?</numerusform>
            <numerusform>%n товара в ящике {tote} ещё ждут решения. Закрыть ящик и увезти его?</numerusform>
            <numerusform>%n товаров в ящике {tote} ещё ждут решения. Закрыть ящик и увезти его?</numerusform>
        </translation>
    </message>
    <message>
        <source>No tote was scanned yet. Scan one first.</source>
        <translation>Ящик ещё не сканировали. Сначала отсканируйте ящик.</translation>
    </message>
    <message>
        <source>The item is in tote {tote} already.</source>
        <translation>Товар уже лежит в ящике {tote}.</translation>
    </message>
    <message numerus="yes">
        <source>%n items still need a decision.</source>
        <translation>
            <numerusform>%n товар ещё без решения.</numerusform>
            <numerusform>%n товара ещё без решения.</numerusform>
            <numerusform>%n товаров ещё без решения.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels were not scanned back.</source>
        <translation>
            <numerusform>%n этикетка не проверена.</numerusform>
            <numerusform>%n этикетки не проверены.</numerusform>
            <numerusform>%n этикеток не проверено.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items are in no tote yet.</source>
        <translation>
            <numerusform>%n товар ещё не в ящике.</numerusform>
            <numerusform>%n товара ещё не в ящике.</numerusform>
            <numerusform>%n товаров ещё не в ящике.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close with differences? Missing: {missing}. Undeclared: {undeclared}. Wrong items: {wrong}.</source>
        <translation>Закрыть с расхождениями? Не хватает: {missing}. Незаявленных: {undeclared}. Не тех: {wrong}.</translation>
    </message>
    <message>
        <source>Close the parcel? Look at this first.</source>
        <translation>Закрыть посылку? Сначала посмотрите сюда.</translation>
    </message>
    <message numerus="yes">
        <source>Missing: {title}, %n units ({rma})</source>
        <translation>
            <numerusform>Не хватает: {title}, %n штука ({rma})</numerusform>
            <numerusform>Не хватает: {title}, %n штуки ({rma})</numerusform>
            <numerusform>Не хватает: {title}, %n штук ({rma})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undeclared: {title}, %n units</source>
        <translation>
            <numerusform>Не заявлено: {title}, %n штука</numerusform>
            <numerusform>Не заявлено: {title}, %n штуки</numerusform>
            <numerusform>Не заявлено: {title}, %n штук</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was taken out of it</source>
        <translation>Из неё ничего не вынули</translation>
    </message>
    <message numerus="yes">
        <source>More than announced: {title}, %n units too many</source>
        <translation>
            <numerusform>Больше заявленного: {title}, лишняя %n штука</numerusform>
            <numerusform>Больше заявленного: {title}, лишние %n штуки</numerusform>
            <numerusform>Больше заявленного: {title}, лишних %n штук</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong item: {title}, %n units</source>
        <translation>
            <numerusform>Не тот товар: {title}, %n штука</numerusform>
            <numerusform>Не тот товар: {title}, %n штуки</numerusform>
            <numerusform>Не тот товар: {title}, %n штук</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation>Отменено: {what}.</translation>
    </message>
    <message>
        <source>Something has changed about {title} meanwhile. Look at it again.</source>
        <translation>{title}: тем временем что-то изменилось. Посмотрите ещё раз.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Отменять нечего.</translation>
    </message>
    <message>
        <source>Take back “{what}” ({about})?</source>
        <translation>Отменить «{what}» ({about})?</translation>
    </message>
    <message>
        <source>Take back “{what}” ({about})? Its printed label must be thrown away then.</source>
        <translation>Отменить «{what}» ({about})? Напечатанную этикетку тогда нужно выбросить.</translation>
    </message>
    <message>
        <source>Nothing was done. First answer what is asked about the goods in your hands.</source>
        <translation>Ничего не сделано. Сначала ответьте на вопрос о товаре в руках.</translation>
    </message>
    <message>
        <source>“{word}” does not fit here.</source>
        <translation>«{word}» здесь не подходит.</translation>
    </message>
    <message>
        <source>No other item waits here. Scan an item or a parcel.</source>
        <translation>Другие товары здесь не ждут. Отсканируйте товар или посылку.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>There is nothing to cancel.</source>
        <translation>Отменять нечего.</translation>
    </message>
    <message>
        <source>The shift is closed.</source>
        <translation>Смена закрыта.</translation>
    </message>
    <message>
        <source>The screen speaks English now.</source>
        <translation>Теперь экран на русском языке.</translation>
    </message>
    <message>
        <source>Do what stands in large letters. Anything may be scanned at any time.</source>
        <translation>Делайте то, что написано крупно. Сканировать можно всё и в любой момент.</translation>
    </message>
    <message>
        <source>Two benches disagree about {title}. A shift lead has to choose first.</source>
        <translation>Два рабочих места решили о «{title}» по-разному. Сначала выбирает старший смены.</translation>
    </message>
    <message>
        <source>Two benches disagree about parcel {label}. A shift lead has to choose first.</source>
        <translation>Два рабочих места решили о посылке {label} по-разному. Сначала выбирает старший смены.</translation>
    </message>
    <message>
        <source>Settled: the other bench&apos;s decisions count no more.</source>
        <translation>Решено: решения другого рабочего места больше не действуют.</translation>
    </message>
    <message>
        <source>Settled. If the goods carry another label than {lpn} shows now, print it again.</source>
        <translation>Решено. Если на товаре другая этикетка, чем теперь у {lpn}, напечатайте её заново.</translation>
    </message>
    <message>
        <source>Settled: both records are one now.</source>
        <translation>Решено: обе записи теперь одно.</translation>
    </message>
    <message>
        <source>There is nothing to settle here any more.</source>
        <translation>Здесь больше нечего решать.</translation>
    </message>
    <message>
        <source>New label {lpn}. Take the old label {old} off the goods.</source>
        <translation>Новая этикетка {lpn}. Снимите с товара старую этикетку {old}.</translation>
    </message>
    <message>
        <source>Two items carry label {lpn}: two benches printed it. Print a new one: Ctrl+K.</source>
        <translation>Этикетка {lpn} на двух товарах: её напечатали два места. Напечатайте новую: Ctrl+K.</translation>
    </message>
    <message>
        <source>Bench {bench} has gone on with it since: take it back there.</source>
        <translation>С тех пор с этим работали на рабочем месте {bench}: отмените там.</translation>
    </message>
    <message>
        <source>Note kept.</source>
        <translation>Заметка сохранена.</translation>
    </message>
    <message>
        <source>Must not be returned: {title}</source>
        <translation>Возврату не подлежит: {title}</translation>
    </message>
    <message numerus="yes">
        <source>Return period over for %n days</source>
        <translation>
            <numerusform>Срок возврата истёк %n день назад</numerusform>
            <numerusform>Срок возврата истёк %n дня назад</numerusform>
            <numerusform>Срок возврата истёк %n дней назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left to return</source>
        <translation>
            <numerusform>До конца срока возврата %n день</numerusform>
            <numerusform>До конца срока возврата %n дня</numerusform>
            <numerusform>До конца срока возврата %n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>Return period unknown</source>
        <translation>Срок возврата неизвестен</translation>
    </message>
    <message numerus="yes">
        <source>Scanner {scanner} sent %n bytes at once: too long for a code. Scan again.</source>
        <translation>
            <numerusform>Сканер {scanner} прислал %n байт сразу: слишком длинно для кода. Повторите.</numerusform>
            <numerusform>Сканер {scanner} прислал %n байта сразу: слишком длинно для кода. Повторите.</numerusform>
            <numerusform>Сканер {scanner} прислал %n байт сразу: слишком длинно для кода. Повторите.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scanner {scanner} sent something that is no text. Scan again.</source>
        <translation>Сканер {scanner} прислал не текст. Повторите.</translation>
    </message>
    <message>
        <source>Scanner {scanner} broke off in the middle of a code. Scan again.</source>
        <translation>Сканер {scanner} прервался на середине кода. Повторите.</translation>
    </message>
    <message>
        <source>Scanner {scanner} saw no code. Scan again.</source>
        <translation>Сканер {scanner} не увидел кода. Повторите.</translation>
    </message>
    <message>
        <source>NOT TAKEN: scanner {scanner} does not end its codes with the key of its settings (Enter or Tab). Have it set up.</source>
        <translation>НЕ ПРИНЯТО: сканер {scanner} не заканчивает код клавишей из своих настроек (Enter или Tab). Его нужно настроить.</translation>
    </message>
    <message>
        <source>The code holds control characters and was not used: {text}</source>
        <translation>В коде служебные символы, он не использован: {text}</translation>
    </message>
    <message>
        <source>NOT SAVED: the disk is full. Stop and call a shift lead.</source>
        <translation>НЕ СОХРАНЕНО: диск заполнен. Остановитесь и позовите старшего смены.</translation>
    </message>
    <message>
        <source>NOT SAVED: the disk cannot be written. Stop and call a shift lead.</source>
        <translation>НЕ СОХРАНЕНО: запись на диск запрещена. Остановитесь и позовите старшего смены.</translation>
    </message>
    <message>
        <source>NOT SAVED: another program holds the journal. Scan again.</source>
        <translation>НЕ СОХРАНЕНО: журнал занят другой программой. Повторите.</translation>
    </message>
    <message>
        <source>NOT SAVED: the disk refused ({why}). Stop and call a shift lead.</source>
        <translation>НЕ СОХРАНЕНО: отказ диска ({why}). Остановитесь и позовите старшего смены.</translation>
    </message>
    <message>
        <source>Something went wrong inside, report {number} was kept. Scan again.</source>
        <translation>Внутренняя ошибка, отчёт {number} сохранён. Повторите сканирование.</translation>
    </message>
</context>
<context>
    <name>scans</name>
    <message>
        <source>Last scans:</source>
        <translation>Последние сканирования:</translation>
    </message>
</context>
<context>
    <name>serial finding</name>
    <message>
        <source>matches</source>
        <translation>совпадает</translation>
    </message>
    <message>
        <source>differs from the announced one</source>
        <translation>не совпадает с заявленным</translation>
    </message>
    <message>
        <source>was returned before</source>
        <translation>уже возвращали</translation>
    </message>
    <message>
        <source>is on the block list</source>
        <translation>в списке запрещённых</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>не читается</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Контрастная</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Без звука</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Тихо</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Обычно</translation>
    </message>
    <message>
        <source>Loud</source>
        <translation>Громко</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
</context>
<context>
    <name>shift end</name>
    <message>
        <source>What does the next shift have to know?</source>
        <translation>Что должна знать следующая смена?</translation>
    </message>
    <message>
        <source>The handover is made of everything up to now; the next shift begins now.</source>
        <translation>В отчёт войдёт всё до этого момента; следующая смена начинается сейчас.</translation>
    </message>
    <message>
        <source>End the shift and make the handover</source>
        <translation>Закончить смену и сделать отчёт</translation>
    </message>
</context>
<context>
    <name>side</name>
    <message>
        <source>Press to choose this</source>
        <translation>Нажмите, чтобы выбрать</translation>
    </message>
    <message>
        <source>This stands</source>
        <translation>Это остаётся</translation>
    </message>
    <message>
        <source>This will no longer count</source>
        <translation>Это больше не действует</translation>
    </message>
</context>
<context>
    <name>sign in</name>
    <message>
        <source>Bench {bench}, {site}</source>
        <translation>Место {bench}, {site}</translation>
    </message>
    <message>
        <source>Hold the badge&apos;s barcode in front of any scanner</source>
        <translation>Поднесите штрихкод пропуска к любому сканеру</translation>
    </message>
    <message numerus="yes">
        <source>PIN: %n digits entered</source>
        <translation>
            <numerusform>PIN-код: введена %n цифра</numerusform>
            <numerusform>PIN-код: введены %n цифры</numerusform>
            <numerusform>PIN-код: введено %n цифр</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>bench {bench} · {site}</source>
        <translation>место {bench} · {site}</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>Никто не вошёл</translation>
    </message>
    <message>
        <source>{role} · {site} · {language}</source>
        <translation>{role} · {site} · язык: {language}</translation>
    </message>
</context>
<context>
    <name>sync</name>
    <message>
        <source>This bench works on its own</source>
        <translation>Это место работает само по себе</translation>
    </message>
    <message>
        <source>Everything is kept on this computer and nothing is sent anywhere.</source>
        <translation>Всё хранится на этом компьютере и никуда не отправляется.</translation>
    </message>
    <message>
        <source>The connection is being started</source>
        <translation>Связь устанавливается</translation>
    </message>
    <message>
        <source>To join a central server, ask whoever runs it for a token, enter the command below on this computer and start the bench again. Everything recorded until then goes along.</source>
        <translation>Чтобы подключиться к центральному серверу, получите у его администратора ключ, введите на этом компьютере команду ниже и запустите программу снова. Всё записанное до этого тоже будет отправлено.</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>Всё в порядке</translation>
    </message>
    <message>
        <source>What is recorded here reaches the server by itself, and other benches from there.</source>
        <translation>Записанное здесь само попадает на сервер, а оттуда — на другие места.</translation>
    </message>
    <message>
        <source>In the server&apos;s words: {detail}</source>
        <translation>Как это назвал сервер: {detail}</translation>
    </message>
    <message>
        <source>Central server</source>
        <translation>Центральный сервер</translation>
    </message>
    <message>
        <source>What this bench has recorded</source>
        <translation>Что записано на этом месте</translation>
    </message>
    <message>
        <source>Nothing is recorded yet</source>
        <translation>Пока ничего не записано</translation>
    </message>
    <message>
        <source>Trying now</source>
        <translation>Пробуем</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Попробовать сейчас</translation>
    </message>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Разногласий: %n</numerusform>
            <numerusform>Разногласий: %n</numerusform>
            <numerusform>Разногласий: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Разногласий нет</translation>
    </message>
    <message>
        <source>Labels that begin with {series}</source>
        <translation>Этикетки, начинающиеся с {series}</translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n событие</numerusform>
            <numerusform>%n события</numerusform>
            <numerusform>%n событий</numerusform>
        </translation>
    </message>
    <message>
        <source>in use</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>In step with the server</source>
        <translation>Всё передаётся на сервер</translation>
    </message>
    <message>
        <source>Sending to the server</source>
        <translation>Идёт отправка на сервер</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Нет связи с сервером</translation>
    </message>
    <message>
        <source>Nothing is being sent now</source>
        <translation>Сейчас ничего не отправляется</translation>
    </message>
    <message>
        <source>The server needs attention</source>
        <translation>Сервер требует внимания</translation>
    </message>
    <message numerus="yes">
        <source>Products are being loaded: %n so far</source>
        <translation>
            <numerusform>Загружаются товары: пока %n</numerusform>
            <numerusform>Загружаются товары: пока %n</numerusform>
            <numerusform>Загружаются товары: пока %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expected returns are being loaded: %n so far</source>
        <translation>
            <numerusform>Загружаются ожидаемые возвраты: пока %n</numerusform>
            <numerusform>Загружаются ожидаемые возвраты: пока %n</numerusform>
            <numerusform>Загружаются ожидаемые возвраты: пока %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet on the server</source>
        <translation>
            <numerusform>%n событие ещё не на сервере</numerusform>
            <numerusform>%n события ещё не на сервере</numerusform>
            <numerusform>%n событий ещё не на сервере</numerusform>
        </translation>
    </message>
    <message>
        <source>The address of the central server in settings.toml cannot be right.</source>
        <translation>Адрес центрального сервера в settings.toml записан неверно.</translation>
    </message>
    <message>
        <source>Correct url under [central] and start again, or join with a new token.</source>
        <translation>Исправьте url в разделе [central] и запустите снова, или подключитесь с новым ключом.</translation>
    </message>
    <message>
        <source>The central server at {server} does not answer.</source>
        <translation>Центральный сервер {server} не отвечает.</translation>
    </message>
    <message>
        <source>Check the network cable, and ask whether the server is running. Work goes on; everything is sent later by itself.</source>
        <translation>Проверьте сетевой кабель и спросите, работает ли сервер. Работать можно дальше: потом всё отправится само.</translation>
    </message>
    <message>
        <source>The central server at {server} does not accept the password of this bench ({role}).</source>
        <translation>Центральный сервер {server} не принимает пароль этого места ({role}).</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new token, and join with it.</source>
        <translation>Получите у администратора сервера новый ключ и подключитесь с ним.</translation>
    </message>
    <message>
        <source>The connection to {server} cannot be trusted: its certificate is not accepted.</source>
        <translation>Соединению с {server} нельзя доверять: его сертификат не принят.</translation>
    </message>
    <message>
        <source>Tell whoever runs the server. Check this computer&apos;s date, too. Do not switch the check off.</source>
        <translation>Сообщите администратору сервера. Проверьте и дату на этом компьютере. Не отключайте проверку.</translation>
    </message>
    <message>
        <source>The central server is too old: it runs PostgreSQL {found}, and {needed} is needed.</source>
        <translation>Центральный сервер устарел: на нём PostgreSQL {found}, а нужен {needed}.</translation>
    </message>
    <message>
        <source>Whoever runs the server has to upgrade it. Work goes on meanwhile.</source>
        <translation>Администратор должен обновить сервер. Работать можно дальше.</translation>
    </message>
    <message>
        <source>This bench is too old for the central server, which has moved on to protocol {lowest}.</source>
        <translation>Программа на этом месте устарела: сервер перешёл на протокол {lowest}.</translation>
    </message>
    <message>
        <source>Update Dockgrade on this computer. Work goes on meanwhile; nothing is lost.</source>
        <translation>Обновите Dockgrade на этом компьютере. Работать можно дальше, ничего не потеряется.</translation>
    </message>
    <message>
        <source>The central server is older than this bench: it knows protocol {highest}, this bench {ours}.</source>
        <translation>Центральный сервер старее этого места: он знает протокол {highest}, а здесь {ours}.</translation>
    </message>
    <message>
        <source>Whoever runs the server updates it with: dockgrade central upgrade</source>
        <translation>Администратор сервера обновляет его командой: dockgrade central upgrade</translation>
    </message>
    <message>
        <source>The database at {server} is not set up for Dockgrade.</source>
        <translation>База данных {server} не подготовлена для Dockgrade.</translation>
    </message>
    <message>
        <source>Check the database&apos;s name in the address, or set it up with: dockgrade central init</source>
        <translation>Проверьте имя базы в адресе или подготовьте её командой: dockgrade central init</translation>
    </message>
    <message>
        <source>The central server at {server} has no room left.</source>
        <translation>На центральном сервере {server} не хватает места.</translation>
    </message>
    <message>
        <source>Whoever runs the server has to give it disk, memory or connections. Work goes on meanwhile.</source>
        <translation>Администратор должен добавить серверу диск, память или соединения. Работать можно дальше.</translation>
    </message>
    <message>
        <source>The database at {server} can only be read: it is a standby, or was closed to writing.</source>
        <translation>База данных {server} доступна только для чтения: это резервный сервер, или запись закрыта.</translation>
    </message>
    <message>
        <source>The address has to name the primary server; several may stand there with commas between.</source>
        <translation>В адресе должен стоять основной сервер; можно назвать несколько через запятую.</translation>
    </message>
    <message>
        <source>This bench and the server remember different things after event {common}: one is from a copy.</source>
        <translation>После события {common} записи этого места и сервера расходятся: что-то восстановлено из копии.</translation>
    </message>
    <message>
        <source>Nothing has to be done: what only this bench knows is recorded anew and sent by itself.</source>
        <translation>Делать ничего не нужно: то, что есть только здесь, запишется заново и отправится само.</translation>
    </message>
    <message>
        <source>The central server no longer lets this bench in ({role}).</source>
        <translation>Центральный сервер больше не пускает это место ({role}).</translation>
    </message>
    <message>
        <source>Ask whoever runs the server. A new token lets the bench in again.</source>
        <translation>Обратитесь к администратору сервера. Новый ключ снова откроет доступ.</translation>
    </message>
    <message>
        <source>The central server does not know this bench as {bench}.</source>
        <translation>Центральный сервер не знает этого места как {bench}.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a token for this bench, and join with it.</source>
        <translation>Получите у администратора сервера ключ для этого места и подключитесь с ним.</translation>
    </message>
    <message>
        <source>The token cannot be used: it is spent, too old or another bench&apos;s.</source>
        <translation>Ключ не подходит: он использован, просрочен или выдан другому месту.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a new one, and join with it in time.</source>
        <translation>Получите у администратора сервера новый и подключитесь, пока он действует.</translation>
    </message>
    <message>
        <source>The database at {server} is not the one that this bench has joined.</source>
        <translation>База данных {server} — не та, к которой подключено это место.</translation>
    </message>
    <message>
        <source>Correct url under [central], or join this server with a token of its own.</source>
        <translation>Исправьте url в разделе [central] или подключитесь к этому серверу с его ключом.</translation>
    </message>
    <message>
        <source>The central server has lost events that it had confirmed, from number {seq} on.</source>
        <translation>Центральный сервер потерял подтверждённые события, начиная с номера {seq}.</translation>
    </message>
    <message>
        <source>Whoever runs the server restores it from a backup. This bench still has its events and sends them again.</source>
        <translation>Администратор восстанавливает сервер из копии. На этом месте события есть, они отправятся снова.</translation>
    </message>
    <message>
        <source>The record of this bench is damaged: the server refuses it.</source>
        <translation>Журнал этого места повреждён: сервер его не принимает.</translation>
    </message>
    <message>
        <source>Stop work here, and tell a shift lead. Check with dockgrade verify, then restore journal.db.</source>
        <translation>Остановитесь и сообщите старшему смены. Проверьте командой dockgrade verify, затем восстановите journal.db.</translation>
    </message>
    <message>
        <source>The central server at {server} has the events, but its standby has not.</source>
        <translation>События есть на сервере {server}, но нет на резервном.</translation>
    </message>
    <message>
        <source>Whoever runs the server brings the standby back. Everything is sent again until both have it.</source>
        <translation>Администратор возвращает резервный сервер. Всё отправляется снова, пока не будет на обоих.</translation>
    </message>
    <message>
        <source>A file of this bench cannot be read or written.</source>
        <translation>Файл этого места не удаётся прочитать или записать.</translation>
    </message>
    <message>
        <source>Make room on the disk, or give this user the right to the folder.</source>
        <translation>Освободите место на диске или дайте этому пользователю право на папку.</translation>
    </message>
    <message>
        <source>An import is running on this computer.</source>
        <translation>На этом компьютере идёт импорт.</translation>
    </message>
    <message>
        <source>Wait until it has ended. Events are sent all the same.</source>
        <translation>Дождитесь его конца. События отправляются и сейчас.</translation>
    </message>
    <message>
        <source>Another program on this computer already sends for this bench.</source>
        <translation>На этом компьютере за это место уже отправляет другая программа.</translation>
    </message>
    <message>
        <source>Nothing has to be done: it does the same work.</source>
        <translation>Делать ничего не нужно: она делает то же самое.</translation>
    </message>
    <message>
        <source>The program that sends for this bench has ended by itself.</source>
        <translation>Программа отправки на этом месте сама завершилась.</translation>
    </message>
    <message>
        <source>Nothing has to be done: it is started again. If this stays, start the bench again and tell a shift lead.</source>
        <translation>Делать ничего не нужно: она запустится снова. Если не помогает, перезапустите программу и сообщите старшему смены.</translation>
    </message>
    <message>
        <source>The clock of bench {bench} is {minutes} min ahead of this one.</source>
        <translation>Часы места {bench} спешат на {minutes} мин по сравнению с этими.</translation>
    </message>
    <message>
        <source>Set the clocks of both computers by the network. Nothing is lost, but times in histories are wrong.</source>
        <translation>Сверьте часы обоих компьютеров по сети. Ничего не потеряно, но время в истории неверно.</translation>
    </message>
    <message>
        <source>What other benches did with some goods cannot be shown here: {things}.</source>
        <translation>Здесь не показать, что на других местах сделали с некоторыми товарами: {things}.</translation>
    </message>
    <message>
        <source>Work goes on. Let an administrator run &apos;dockgrade verify&apos;: a record is damaged, here or at another bench.</source>
        <translation>Работа идёт дальше. Пусть администратор запустит «dockgrade verify»: повреждена запись — здесь или на другом месте.</translation>
    </message>
    <message>
        <source>The central server gave an answer that Dockgrade does not understand.</source>
        <translation>Центральный сервер ответил так, что Dockgrade не понял.</translation>
    </message>
    <message>
        <source>Tell whoever runs the server. It is tried again by itself; work goes on.</source>
        <translation>Сообщите администратору сервера. Попытки повторяются сами; работать можно дальше.</translation>
    </message>
    <message>
        <source>There was no contact yet</source>
        <translation>Связи ещё не было</translation>
    </message>
    <message>
        <source>Last contact: {at}</source>
        <translation>Последняя связь: {at}</translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message numerus="yes">
        <source>%n more chosen</source>
        <translation>
            <numerusform>выбран ещё %n</numerusform>
            <numerusform>выбрано ещё %n</numerusform>
            <numerusform>выбрано ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>страница {page} из {pages}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
</context>
<context>
    <name>tone</name>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Хорошо</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Внимание</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
</context>
<context>
    <name>tote</name>
    <message>
        <source>It is in this tote</source>
        <translation>Лежит в этом ящике</translation>
    </message>
    <message>
        <source>After the label: into this tote</source>
        <translation>После этикетки: в этот ящик</translation>
    </message>
    <message>
        <source>Put it in this tote and scan the tote</source>
        <translation>Положите в этот ящик и отсканируйте его</translation>
    </message>
    <message>
        <source>Put it on the shelf for held items.</source>
        <translation>Положите на полку для задержанных товаров.</translation>
    </message>
    <message>
        <source>No tote for “{route}” is open here. Scan an empty one.</source>
        <translation>Ящик «{route}» здесь не открыт. Отсканируйте пустой ящик.</translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n товар</numerusform>
            <numerusform>%n товара</numerusform>
            <numerusform>%n товаров</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tote status</name>
    <message>
        <source>open</source>
        <translation>открыт</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыт</translation>
    </message>
</context>
<context>
    <name>totes</name>
    <message>
        <source>Totes</source>
        <translation>Ящики</translation>
    </message>
    <message>
        <source>A tote takes one route. Scan it at the bench to open, fill or close it.</source>
        <translation>В ящике один маршрут. Чтобы открыть, наполнить или закрыть его, отсканируйте ящик.</translation>
    </message>
    <message>
        <source>No tote was opened yet</source>
        <translation>Ящиков ещё не открывали</translation>
    </message>
    <message>
        <source>In it now</source>
        <translation>Сейчас внутри</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>It is empty</source>
        <translation>Пусто</translation>
    </message>
    <message>
        <source>Choose a tote</source>
        <translation>Выберите ящик</translation>
    </message>
</context>
<context>
    <name>trouble</name>
    <message>
        <source>Dockgrade could not start</source>
        <translation>Программа не смогла запуститься</translation>
    </message>
    <message>
        <source>Call a shift lead and show this: {error}</source>
        <translation>Позовите старшего смены и покажите это: {error}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
</TS>
