<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>bench</name>
    <message numerus="yes">
        <source>%n parked parcels</source>
        <translation>
            <numerusform>%n parked parcel</numerusform>
            <numerusform>%n parked parcels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items on hold</source>
        <translation>
            <numerusform>%n item on hold</numerusform>
            <numerusform>%n items on hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels to look after</source>
        <translation>
            <numerusform>%n label to look after</numerusform>
            <numerusform>%n labels to look after</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chip</name>
    <message numerus="yes">
        <source>look at %n labels</source>
        <translation>
            <numerusform>look at %n label</numerusform>
            <numerusform>look at %n labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels not printed</source>
        <translation>
            <numerusform>%n label not printed</numerusform>
            <numerusform>%n labels not printed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels wait</source>
        <translation>
            <numerusform>%n label waits</numerusform>
            <numerusform>%n labels wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on hold</source>
        <translation>
            <numerusform>%n on hold</numerusform>
            <numerusform>%n on hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parked</source>
        <translation>
            <numerusform>%n parked</numerusform>
            <numerusform>%n parked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n to settle</numerusform>
            <numerusform>%n to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Benches disagree: %n cases for a shift lead</source>
        <translation>
            <numerusform>Benches disagree: %n case for a shift lead</numerusform>
            <numerusform>Benches disagree: %n cases for a shift lead</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>conflicts</name>
    <message numerus="yes">
        <source>%n items inside</source>
        <translation>
            <numerusform>%n item inside</numerusform>
            <numerusform>%n items inside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n to settle</numerusform>
            <numerusform>%n to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>event</name>
    <message numerus="yes">
        <source>Parcel {label} received, %n lines expected.</source>
        <translation>
            <numerusform>Parcel {label} received, %n line expected.</numerusform>
            <numerusform>Parcel {label} received, %n lines expected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parcel closed, %n expected lines not complete.</source>
        <translation>
            <numerusform>Parcel closed, %n expected line not complete.</numerusform>
            <numerusform>Parcel closed, %n expected lines not complete.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Identified: {title}, SKU {sku}, %n units, {declared}.</source>
        <translation>
            <numerusform>Identified: {title}, SKU {sku}, %n unit, {declared}.</numerusform>
            <numerusform>Identified: {title}, SKU {sku}, %n units, {declared}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units.</source>
        <translation>
            <numerusform>%n unit.</numerusform>
            <numerusform>%n units.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Conflicts: %n</numerusform>
            <numerusform>Conflicts: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>question</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>records</name>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>say</name>
    <message numerus="yes">
        <source>Wrong PIN. %n tries left.</source>
        <translation>
            <numerusform>Wrong PIN. %n try left.</numerusform>
            <numerusform>Wrong PIN. %n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n minutes.</source>
        <translation>
            <numerusform>Too many wrong PINs. Try again in %n minute.</numerusform>
            <numerusform>Too many wrong PINs. Try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parcel {label} opened, %n lines expected.</source>
        <translation>
            <numerusform>Parcel {label} opened, %n line expected.</numerusform>
            <numerusform>Parcel {label} opened, %n lines expected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parcel {label} closed with %n items.</source>
        <translation>
            <numerusform>Parcel {label} closed with %n item.</numerusform>
            <numerusform>Parcel {label} closed with %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Item {index}: %n units, {expected} expected.</source>
        <translation>
            <numerusform>Item {index}: %n unit, {expected} expected.</numerusform>
            <numerusform>Item {index}: %n units, {expected} expected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more: scan or type the SKU</source>
        <translation>
            <numerusform>and %n more: scan or type the SKU</numerusform>
            <numerusform>and %n more: scan or type the SKU</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote}, {route}: %n items.</source>
        <translation>
            <numerusform>Tote {tote}, {route}: %n item.</numerusform>
            <numerusform>Tote {tote}, {route}: %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote} was closed at {at} with %n items for: {route}. Is it empty now?</source>
        <translation>
            <numerusform>Tote {tote} was closed at {at} with %n item for: {route}. Is it empty now?</numerusform>
            <numerusform>Tote {tote} was closed at {at} with %n items for: {route}. Is it empty now?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tote {tote} ({route}) closed with %n items.</source>
        <translation>
            <numerusform>Tote {tote} ({route}) closed with %n item.</numerusform>
            <numerusform>Tote {tote} ({route}) closed with %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close tote {tote} ({route}) with %n items?</source>
        <translation>
            <numerusform>Close tote {tote} ({route}) with %n item?</numerusform>
            <numerusform>Close tote {tote} ({route}) with %n items?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items in tote {tote} still wait for a decision. Close it and have it taken away?</source>
        <translation>
            <numerusform>%n item in tote {tote} still waits for a decision. Close it and have it taken away?</numerusform>
            <numerusform>%n items in tote {tote} still wait for a decision. Close it and have it taken away?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items still need a decision.</source>
        <translation>
            <numerusform>%n item still needs a decision.</numerusform>
            <numerusform>%n items still need a decision.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels were not scanned back.</source>
        <translation>
            <numerusform>%n label was not scanned back.</numerusform>
            <numerusform>%n labels were not scanned back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items are in no tote yet.</source>
        <translation>
            <numerusform>%n item is in no tote yet.</numerusform>
            <numerusform>%n items are in no tote yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Missing: {title}, %n units ({rma})</source>
        <translation>
            <numerusform>Missing: {title}, %n unit ({rma})</numerusform>
            <numerusform>Missing: {title}, %n units ({rma})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undeclared: {title}, %n units</source>
        <translation>
            <numerusform>Undeclared: {title}, %n unit</numerusform>
            <numerusform>Undeclared: {title}, %n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than announced: {title}, %n units too many</source>
        <translation>
            <numerusform>More than announced: {title}, %n unit too many</numerusform>
            <numerusform>More than announced: {title}, %n units too many</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrong item: {title}, %n units</source>
        <translation>
            <numerusform>Wrong item: {title}, %n unit</numerusform>
            <numerusform>Wrong item: {title}, %n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Return period over for %n days</source>
        <translation>
            <numerusform>Return period over for %n day</numerusform>
            <numerusform>Return period over for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days left to return</source>
        <translation>
            <numerusform>%n day left to return</numerusform>
            <numerusform>%n days left to return</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanner {scanner} sent %n bytes at once: too long for a code. Scan again.</source>
        <translation>
            <numerusform>Scanner {scanner} sent %n byte at once: too long for a code. Scan again.</numerusform>
            <numerusform>Scanner {scanner} sent %n bytes at once: too long for a code. Scan again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sign in</name>
    <message numerus="yes">
        <source>PIN: %n digits entered</source>
        <translation>
            <numerusform>PIN: %n digit entered</numerusform>
            <numerusform>PIN: %n digits entered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sync</name>
    <message numerus="yes">
        <source>Conflicts: %n</source>
        <translation>
            <numerusform>Conflicts: %n</numerusform>
            <numerusform>Conflicts: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Products are being loaded: %n so far</source>
        <translation>
            <numerusform>Products are being loaded: %n so far</numerusform>
            <numerusform>Products are being loaded: %n so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expected returns are being loaded: %n so far</source>
        <translation>
            <numerusform>Expected returns are being loaded: %n so far</numerusform>
            <numerusform>Expected returns are being loaded: %n so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet on the server</source>
        <translation>
            <numerusform>%n not yet on the server</numerusform>
            <numerusform>%n not yet on the server</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message numerus="yes">
        <source>%n more chosen</source>
        <translation>
            <numerusform>%n more chosen</numerusform>
            <numerusform>%n more chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tote</name>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
</TS>
