package org.forthcoming.processes;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.impl.variable.serializer.PrimitiveValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.IntegerValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Stores a {@link LocalDate}, and reads as the number of days since then: so a list of tasks shows how long a customer has
 * been waiting, and nobody has to count it up.
 */
@Component
class DaysSince extends PrimitiveValueSerializer<IntegerValue> {

    private final ObjectProvider<ShopCalendar> calendar;

    DaysSince(ObjectProvider<ShopCalendar> calendar) {
        super(ValueType.INTEGER);
        this.calendar = calendar;
    }

    @Override
    public String getName() {
        return "days since";
    }

    @Override
    protected boolean canWriteValue(TypedValue value) {
        return value.getValue() instanceof LocalDate;
    }

    @Override
    public IntegerValue convertToTypedValue(UntypedValueImpl value) {
        return until((LocalDate) value.getValue());
    }

    @Override
    public void writeValue(IntegerValue value, ValueFields fields) {
        fields.setLongValue(today().minusDays(value.getValue()).toEpochDay());
    }

    @Override
    public IntegerValue readValue(ValueFields fields, boolean asTransient) {
        return until(LocalDate.ofEpochDay(fields.getLongValue()));
    }

    private IntegerValue until(LocalDate day) {
        return Variables.integerValue((int) ChronoUnit.DAYS.between(day, today()));
    }

    private LocalDate today() {
        return calendar.getObject().today();
    }
}
