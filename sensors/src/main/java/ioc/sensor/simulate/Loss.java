package ioc.sensor.simulate;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** Says that a connection was lost; a device that only publishes has nothing else to hear. */
record Loss(Runnable lost) implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
        lost.run();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        // subscribes to nothing
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // each publish has its own listener
    }
}
