package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.SKU;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Orders;
import org.springframework.stereotype.Component;

/** What Tasklist shows of each task in its list, as variables of the task alone; the days of waiting by {@link DaysSince}. */
@Component
class TaskCards {

    /** Number and customer in one, as each variable costs rows with every order; sorted by the number. */
    static final String ORDER = "order";

    static final String DAYS_WAITING = "daysWaiting";

    /** What the columns are called, in their order. */
    static final List<Map<String, String>> LABELS =
            List.of(label(ORDER, "Order, customer"), label(SKU.name(), "SKU"), label(DAYS_WAITING, "Days waiting"));

    private static final int LONGEST = 80;

    private final Orders orders;
    private final Fulfillments fulfillments;
    private final ShopCalendar calendar;

    TaskCards(Orders orders, Fulfillments fulfillments, ShopCalendar calendar) {
        this.orders = orders;
        this.fulfillments = fulfillments;
        this.calendar = calendar;
    }

    /** A task that is about no order, but about a SKU, shows that and its own age: its process knows the SKU. */
    void fill(DelegateTask task) {
        var fulfillment = FULFILLMENT_ID.get(task);
        if (fulfillment != null) {
            var about = fulfillments.findById(fulfillment).orElseThrow();
            fill(task, about.order(), List.of(about));
            return;
        }
        var number = task.getExecution().getProcessBusinessKey();
        orders.findByNumber(number == null ? "" : number)
                .ifPresentOrElse(
                        order -> fill(task, order, order.fulfillments()),
                        () -> task.setVariableLocal(DAYS_WAITING, calendar.today()));
    }

    private void fill(DelegateTask task, Order order, List<Fulfillment> about) {
        var skus = about.stream()
                .flatMap(fulfillment -> fulfillment.lines().stream())
                .map(Line::sku)
                .distinct()
                .toList();
        var joined = String.join(", ", skus);
        task.setVariablesLocal(Map.of(
                ORDER,
                order.number() + ", " + order.customerName(),
                SKU.name(),
                joined.length() <= LONGEST ? joined : skus.get(0) + " and " + (skus.size() - 1) + " more",
                DAYS_WAITING,
                calendar.dayOf(order.placedAt())));
    }

    private static Map<String, String> label(String variable, String label) {
        return Map.of("name", variable, "label", label);
    }
}
