package org.forthcoming.processes.trial;

import static org.forthcoming.processes.trial.Story.Customer.AMERICAN;
import static org.forthcoming.processes.trial.Story.Customer.GERMAN;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.forthcoming.orders.Fulfilling.Decision;

/**
 * The stories in which changed models are tried out: what customers, suppliers, carriers and operations do on which day,
 * the first being a Monday. Whatever else happens, mails and tasks, follows from the models; staff does each task as
 * soon as the next morning.
 */
public enum Story {
    SHIPPED(
            "Placed and shipped",
            Goods.soldOut(coming(1, 3)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes on Thursday.",
                    stage -> stage.order(AMERICAN, 1)),
            on(3, "The lamp arrives.", Stage::receive),
            on(8, "The carrier delivers it.", Stage::deliver),
            on(10, "The customer rates it with 5 stars.", stage -> stage.rate(5, null))),
    RELEASED(
            "Pre-order placed, released and shipped",
            Goods.releasedOn(22, coming(2, 15)),
            on(
                    0,
                    "A customer in Germany orders two books that are released in three weeks.",
                    stage -> stage.order(GERMAN, 2)),
            on(15, "The books arrive a week before their release.", Stage::receive)),
    WAITS_LONG(
            "Waits long",
            Goods.soldOut(coming(1, 44)),
            on(0, "A customer in Germany orders a lamp that comes in six weeks.", stage -> stage.order(GERMAN, 1)),
            on(44, "The lamp arrives.", Stage::receive),
            on(50, "The carrier delivers it.", Stage::deliver),
            on(51, "The customer rates it with 4 stars.", stage -> stage.rate(4, null))),
    DELAYED_WAITED(
            "Delayed and waited, in the United States",
            Goods.soldOut(coming(1, 10)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes next week.",
                    stage -> stage.order(AMERICAN, 1)),
            on(4, "The supplier needs two weeks more.", stage -> stage.slip(24, "The ship is late.")),
            on(6, "The customer agrees to wait.", stage -> stage.decide(Decision.WAIT)),
            on(24, "The lamp arrives.", Stage::receive),
            on(29, "The carrier delivers it.", Stage::deliver)),
    DELAYED_TOLD(
            "Delayed and told, in the European Union",
            Goods.soldOut(coming(1, 10)),
            on(0, "A customer in Germany orders a lamp that comes next week.", stage -> stage.order(GERMAN, 1)),
            on(4, "The supplier needs two weeks more.", stage -> stage.slip(24, "Das Schiff hat sich verspätet.")),
            on(24, "The lamp arrives.", Stage::receive),
            on(29, "The carrier delivers it.", Stage::deliver)),
    DELAYED_LEFT(
            "Delayed and left",
            Goods.soldOut(coming(1, 10)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes next week.",
                    stage -> stage.order(AMERICAN, 1)),
            on(4, "The supplier needs two weeks more.", stage -> stage.slip(24, "The ship is late.")),
            on(6, "The customer does not want to wait.", stage -> stage.decide(Decision.CANCEL))),
    DELAYED_TWICE(
            "Delayed twice, silent and canceled by law",
            Goods.soldOut(coming(1, 10)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes next week.",
                    stage -> stage.order(AMERICAN, 1)),
            on(
                    4,
                    "The supplier needs two weeks more; the customer says nothing.",
                    stage -> stage.slip(24, "The ship is late.")),
            on(
                    18,
                    "The supplier needs two weeks more; the customer says nothing.",
                    stage -> stage.slip(38, "The ship turned back."))),
    NO_DAY(
            "Delayed without a day, silent and canceled by law",
            Goods.soldOut(coming(1, 10)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes next week.",
                    stage -> stage.order(AMERICAN, 1)),
            on(
                    4,
                    "The supplier knows no day any more; the customer says nothing.",
                    stage -> stage.slip("The factory is closed."))),
    LATE_SUPPLY(
            "Late supply, decided by operations",
            Goods.soldOut(coming(1, 10)),
            on(
                    0,
                    "A customer in the United States orders a lamp that comes next week.",
                    stage -> stage.order(AMERICAN, 1)),
            on(
                    10,
                    "The lamp does not come; when asked, operations will know a new day.",
                    stage -> stage.willDecideOn(28)),
            on(24, "The lamp arrives.", Stage::receive)),
    CANCELED(
            "Canceled by the customer, with a refund",
            Goods.soldOut(coming(2, 10)),
            on(0, "A customer orders two lamps that come next week.", stage -> stage.order(AMERICAN, 2)),
            on(2, "The customer cancels one of them.", stage -> stage.lowerTo(1)),
            on(4, "The customer cancels the other.", Stage::cancel)),
    IN_PARTS(
            "Ships in parts",
            Goods.soldOut(coming(2, 3), coming(1, 22)),
            on(0, "A customer orders three lamps, to be sent as they come.", stage -> stage.orderInParts(AMERICAN, 3)),
            on(3, "Two lamps arrive.", Stage::receive),
            on(8, "The carrier delivers them.", Stage::deliver),
            on(22, "The third lamp arrives.", Stage::receive),
            on(29, "The carrier delivers it.", Stage::deliver)),
    QUESTION(
            "Question asked and answered",
            Goods.soldOut(coming(1, 3)),
            on(0, "A customer orders a lamp that comes on Thursday.", stage -> stage.order(AMERICAN, 1)),
            on(1, "The customer asks a question on the order's page.", stage -> stage.ask("Can it be dimmed?")),
            on(3, "The lamp arrives.", Stage::receive)),
    WITHDRAWN(
            "Withdrawn from after the delivery",
            Goods.soldOut(coming(1, 3)),
            on(0, "A customer in Germany orders a lamp that comes on Thursday.", stage -> stage.order(GERMAN, 1)),
            on(3, "The lamp arrives.", Stage::receive),
            on(8, "The carrier delivers it.", Stage::deliver),
            on(10, "The customer withdraws from the contract.", Stage::withdraw)),
    BAD_RATING(
            "Bad rating followed up",
            Goods.soldOut(coming(1, 3)),
            on(0, "A customer orders a lamp that comes on Thursday.", stage -> stage.order(AMERICAN, 1)),
            on(3, "The lamp arrives.", Stage::receive),
            on(8, "The carrier delivers it.", Stage::deliver),
            on(10, "The customer rates it with 1 star.", stage -> stage.rate(1, "The shade is scratched."))),
    VIP_RIVAL(
            "A VIP comes later, and one unit is there for two",
            Goods.soldOut(coming(1, 17), coming(1, 17)),
            on(0, "A customer orders a lamp; two come in two weeks.", stage -> stage.order(AMERICAN, 1)),
            on(1, "A VIP customer orders the other (channel “vip”).", stage -> stage.orderAsVip(AMERICAN, 1)),
            on(10, "One of the lamps arrives early.", Stage::receive),
            on(17, "The other lamp arrives.", Stage::receive),
            on(22, "The carrier has delivered both.", Stage::deliver)),
    BIG_ORDER(
            "Big order, worth 600",
            Goods.soldOut(coming(30, 3)),
            on(0, "A customer orders 30 lamps for 20 each that come on Thursday.", stage -> stage.order(AMERICAN, 30)),
            on(3, "The lamps arrive.", Stage::receive),
            on(10, "The carrier delivers them.", Stage::deliver));

    /** Longer than any law or model of the product lets anybody wait after the last act. */
    private static final int QUIET_DAYS = 60;

    private final String title;
    private final Goods goods;
    private final List<Act> acts;

    Story(String title, Goods goods, Act... acts) {
        this.title = title;
        this.goods = goods;
        this.acts = List.of(acts);
    }

    /** What it is about, in a few words. */
    public String title() {
        return title;
    }

    Goods goods() {
        return goods;
    }

    List<Act> on(int day) {
        return acts.stream().filter(act -> act.day() == day).toList();
    }

    /** The day by which all must have come to its end. */
    int lastDay() {
        return acts.get(acts.size() - 1).day() + QUIET_DAYS;
    }

    boolean goesOnAfter(int day) {
        return acts.get(acts.size() - 1).day() > day;
    }

    /** Which customers there are. */
    enum Customer {
        AMERICAN,
        GERMAN
    }

    /** @param releaseDay null: sold out, and ordered again */
    record Goods(Integer releaseDay, List<Coming> comings) {

        static Goods soldOut(Coming... comings) {
            return new Goods(null, List.of(comings));
        }

        static Goods releasedOn(int day, Coming... comings) {
            return new Goods(day, List.of(comings));
        }
    }

    /** So many units that are expected on a day. */
    record Coming(int units, int day) {}

    private static Coming coming(int units, int day) {
        return new Coming(units, day);
    }

    /** @param doing answers why it was refused */
    record Act(int day, String words, Function<Stage, Optional<String>> doing) {}

    private static Act on(int day, String words, Function<Stage, Optional<String>> doing) {
        return new Act(day, words, doing);
    }
}
